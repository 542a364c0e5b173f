import type { z } from 'zod';
import { can } from '../../shared/domain/permissions.ts';
import type { PersonId } from '../../shared/domain/person.ts';
import { Refusal } from '../../shared/domain/refusals.ts';
import type { Rota, RotaOverride } from '../../shared/domain/rota.ts';
import type { rotaOverrideSchema, rotaSwapSchema } from '../../shared/protocol/rotas.ts';
import type { Actor } from '../access/principal.ts';
import { turnsOf } from '../rotas/turns.ts';
import { type RotaPorts, assertHere, rotaIn, writeOn } from './rotas.ts';

export type OverrideFields = z.output<typeof rotaOverrideSchema>;
export type SwapFields = z.output<typeof rotaSwapSchema>;

interface Stretch {
  readonly from: string;
  readonly to: string;
}

const longestMs = 366 * 24 * 60 * 60_000;
/** Kept on one rota at most; those that are long over make room. */
const mostOverrides = 400;
const keptAfterMs = 92 * 24 * 60 * 60_000;

/** By who arranges the work, or by somebody for turns of their own. */
export async function overrideRota(
  ports: RotaPorts,
  actor: Actor,
  { id, fields }: { id: string; fields: OverrideFields },
): Promise<Rota> {
  const { instead, people, note } = fields;
  assertMayChange(actor, instead);
  const made = { id: ports.newId(), instead, people: [...new Set(people)], note, by: actor.person.id };
  const make = (rota: Rota, isHere: IsHere) => {
    assertStretch(fields);
    if (instead !== null) assertTurn(rota, { ...fields, person: instead }, isHere);
    return [{ ...made, from: fields.from, to: fields.to }];
  };
  await add(ports, actor, { id, make });
  return rotaIn(ports.people.state, id);
}

/** Two turns change hands in one entry; taking one of them back takes back both. */
export async function swapTurns(
  ports: RotaPorts,
  actor: Actor,
  { id, fields: { mine, theirs, note } }: { id: string; fields: SwapFields },
): Promise<Rota> {
  assertMayChange(actor, mine.person);
  const swap = ports.newId();
  const make = (rota: Rota, isHere: IsHere) => {
    for (const turn of [mine, theirs]) {
      assertStretch(turn);
      assertTurn(rota, turn, isHere);
    }
    if (mine.person === theirs.person) throw new Refusal('invalidInput', { reason: 'Swap with somebody else.' });
    if (mine.from < theirs.to && theirs.from < mine.to) {
      throw new Refusal('invalidInput', { reason: 'The two turns overlap.' });
    }
    const half = (turn: typeof mine, person: PersonId, number: 1 | 2): RotaOverride => ({
      ...{ id: swapId(swap, number), from: turn.from, to: turn.to },
      ...{ instead: turn.person, people: [person], note, by: actor.person.id },
    });
    return [half(mine, theirs.person, 1), half(theirs, mine.person, 2)];
  };
  await add(ports, actor, { id, make });
  return rotaIn(ports.people.state, id);
}

/** By who arranges the work, or by who made it. */
export async function removeOverride(
  ports: RotaPorts,
  actor: Actor,
  { id, override }: { id: string; override: string },
): Promise<Rota> {
  await writeOn(ports, actor, (organisation) => {
    const rota = rotaIn(organisation, id);
    const swap = /^swap-(.+)-[12]$/.exec(override)?.[1];
    const wanted = swap === undefined ? [override] : [swapId(swap, 1), swapId(swap, 2)];
    const gone = rota.overrides.filter((one) => wanted.includes(one.id));
    if (gone.length === 0) throw new Refusal('notFound', { override });
    const mayRemove = can(actor.person, 'arrangeWork') || gone.every(({ by }) => by === actor.person.id);
    if (!mayRemove) throw new Refusal('notAllowed');
    return gone.map((one) => ({ type: 'rotaOverrideRemoved', rotaId: rota.id, overrideId: one.id }));
  });
  return rotaIn(ports.people.state, id);
}

function swapId(swap: string, half: 1 | 2): string {
  return `swap-${swap}-${String(half)}`;
}

type IsHere = (person: PersonId) => boolean;

async function add(
  ports: RotaPorts,
  actor: Actor,
  { id, make }: { id: string; make: (rota: Rota, isHere: IsHere) => readonly RotaOverride[] },
): Promise<void> {
  await writeOn(ports, actor, (organisation, at) => {
    const rota = rotaIn(organisation, id);
    const overrides = make(rota, (person) => organisation.people.get(person)?.left !== true);
    assertHere(
      organisation,
      overrides.flatMap(({ people }) => people),
    );
    const isOver = ({ to }: RotaOverride) => Date.parse(to) < Date.parse(at) - keptAfterMs;
    const over = rota.overrides.length + overrides.length > mostOverrides ? rota.overrides.filter(isOver) : [];
    if (rota.overrides.length - over.length + overrides.length > mostOverrides) {
      throw new Refusal('invalidInput', { reason: `A rota keeps at most ${String(mostOverrides)} changes.` });
    }
    return [
      ...over.map((one) => ({ type: 'rotaOverrideRemoved' as const, rotaId: rota.id, overrideId: one.id })),
      { type: 'rotaOverridden', rotaId: rota.id, overrides },
    ];
  });
}

/** Whoever is put in somebody else's place by this has to be that somebody, or arrange the work. */
function assertMayChange({ person }: Actor, whose: PersonId | null): void {
  if (!can(person, 'arrangeWork') && whose !== person.id) throw new Refusal('notAllowed');
}

function assertStretch({ from, to }: Stretch): void {
  const length = Date.parse(to) - Date.parse(from);
  if (length <= 0) throw new Refusal('invalidInput', { reason: 'It ends before it begins.' });
  if (length > longestMs) throw new Refusal('invalidInput', { reason: 'A year at most.' });
}

function assertTurn(rota: Rota, { from, to, person }: Stretch & { readonly person: PersonId }, isHere: IsHere): void {
  const turns = turnsOf(rota, { from: new Date(from), to: new Date(to) }, isHere);
  if (!turns.some(({ people }) => people.includes(person))) throw new Refusal('noTurnThen', { person, from, to });
}
