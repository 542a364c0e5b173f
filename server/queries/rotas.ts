import { Refusal } from '../../shared/domain/refusals.ts';
import type { RotaTurn, RotasReply } from '../../shared/protocol/rotas.ts';
import type { People } from '../boards/people.ts';
import { onDuty, turnsOf } from '../rotas/turns.ts';

const dayMs = 24 * 60 * 60_000;
const longestMs = 92 * dayMs;
/** A turn that begins before the interval or ends after it is told as a whole, unless it is longer than this. */
const wholeWithinMs = 28 * dayMs;

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
  const around = {
    from: new Date(interval.from.getTime() - wholeWithinMs),
    to: new Date(interval.to.getTime() + wholeWithinMs),
  };
  const turns = turnsOf(rota, around, hereIn({ state }));
  return turns.filter((turn) => new Date(turn.to) > interval.from && new Date(turn.from) < interval.to);
}

function hereIn({ state }: Pick<People, 'state'>): (person: string) => boolean {
  return (id) => {
    const person = state.people.get(id);
    return person !== undefined && !person.left;
  };
}
