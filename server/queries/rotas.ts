import { Refusal } from '../../shared/domain/refusals.ts';
import type { RotaTurn, RotasReply } from '../../shared/protocol/rotas.ts';
import type { People } from '../boards/people.ts';
import { onDuty, turnsOf } from '../rotas/turns.ts';

const longestMs = 92 * 24 * 60 * 60_000;

/** Every rota by name, with who is on at this instant. */
export function listRotas({ state }: People, at: Date): RotasReply {
  const isHere = hereIn({ state });
  const rotas = [...state.rotas.values()].sort((a, b) => a.name.localeCompare(b.name));
  const named = rotas.flatMap(({ members, overrides }) => [
    ...members,
    ...overrides.flatMap(({ people, instead, by }) => [...people, by, ...(instead === null ? [] : [instead])]),
  ]);
  const people = [...new Set(named)].flatMap((id) => state.people.get(id) ?? []);
  return {
    rotas: rotas.map((rota) => ({ rota, ...onDuty(rota, at, isHere) })),
    people: people.map(({ id, name, hue }) => ({ id, name, hue })),
  };
}

/** Throws Refusal `rotaNotFound`, and `invalidInput` for an interval that is empty or longer than 92 days. */
export function rotaTurns(
  { state }: People,
  { id, from, to }: { id: string; from: string; to: string },
): readonly RotaTurn[] {
  const rota = state.rotas.get(id);
  if (!rota) throw new Refusal('rotaNotFound', { rota: id });
  const interval = { from: new Date(from), to: new Date(to) };
  const length = interval.to.getTime() - interval.from.getTime();
  if (length <= 0 || length > longestMs) {
    throw new Refusal('invalidInput', { reason: 'Ask for turns of at most 92 days, from a time to a later one.' });
  }
  return turnsOf(rota, interval, hereIn({ state }));
}

function hereIn({ state }: Pick<People, 'state'>): (person: string) => boolean {
  return (id) => {
    const person = state.people.get(id);
    return person !== undefined && !person.left;
  };
}
