import type { Organisation } from '../../shared/domain/organisation.ts';
import type { PersonId } from '../../shared/domain/person.ts';
import type { Rota } from '../../shared/domain/rota.ts';
import { onDuty } from '../rotas/turns.ts';

/** Who is on duty now for one of these domains, told in words: `10DLC rota until 17:00 UTC`; undefined for who is not. */
export function dutiesIn(
  { rotas, people }: Organisation,
  terms: readonly string[],
  at: Date,
): (person: PersonId) => string | undefined {
  const wanted = new Set(terms.map((term) => term.toLowerCase()));
  const duties = new Map<PersonId, string>();
  for (const rota of rotas.values()) {
    if (!isAbout(rota, wanted)) continue;
    const { now, until } = onDuty(rota, at, (id) => people.get(id)?.left === undefined);
    for (const person of now) if (!duties.has(person)) duties.set(person, inWords(rota, until, at));
  }
  return (person) => duties.get(person);
}

function isAbout({ serves }: Rota, wanted: ReadonlySet<string>): boolean {
  if (serves.kind === 'domain') return wanted.has(serves.domain.toLowerCase());
  return serves.kind === 'line' && wanted.has(serves.line.toLowerCase());
}

function inWords({ name, timeZone }: Rota, until: string | null, at: Date): string {
  const rota = /\brota\b/i.test(name) ? name : `${name} rota`;
  return until === null ? rota : `${rota} until ${momentIn(timeZone, new Date(until), at)}`;
}

/** In the rota's own time zone, which is told: who asks may be anywhere. */
function momentIn(timeZone: string, moment: Date, at: Date): string {
  const isSoon = moment.getTime() - at.getTime() < 18 * 3_600_000;
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    ...(isSoon ? {} : { weekday: 'short' }),
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  });
  return format.format(moment);
}
