import type { z } from 'zod';
import type { OrganisationEvent } from '../../shared/domain/events.ts';
import type { Organisation } from '../../shared/domain/organisation.ts';
import { can } from '../../shared/domain/permissions.ts';
import type { PersonId } from '../../shared/domain/person.ts';
import { Refusal } from '../../shared/domain/refusals.ts';
import type { Rota } from '../../shared/domain/rota.ts';
import type { rotaSchema } from '../../shared/protocol/rotas.ts';
import type { Actor } from '../access/principal.ts';
import type { People } from '../boards/people.ts';
import type { NewId } from '../ports/ids.ts';
import { isTimeZone } from '../rotas/wallClock.ts';

export interface RotaPorts {
  readonly people: People;
  readonly newId: NewId;
}

export type RotaFields = z.output<typeof rotaSchema>;

/** Without an id a new one; what it has of overrides stays. */
export async function saveRota(ports: RotaPorts, actor: Actor, { id, ...fields }: RotaFields): Promise<Rota> {
  assertMayArrange(actor);
  const rotaId = id ?? ports.newId();
  await writeOn(ports, actor, (organisation) => {
    const before = id === undefined ? undefined : rotaIn(organisation, id);
    const rota: Rota = { ...tidied(fields), id: rotaId, overrides: before?.overrides ?? [] };
    assertSound(organisation, rota, before);
    return isSame(before, rota) ? [] : [{ type: 'rotaSaved', rota }];
  });
  return rotaIn(ports.people.state, rotaId);
}

/** Plays that were run with it go on without a rota. */
export async function removeRota(ports: RotaPorts, actor: Actor, id: string): Promise<void> {
  assertMayArrange(actor);
  await writeOn(ports, actor, (organisation) => {
    const { id: rotaId } = rotaIn(organisation, id);
    const plays = [...organisation.plays.values()].filter(({ rota }) => rota === rotaId);
    const freed = plays.map((play): OrganisationEvent => ({ type: 'playSaved', play: { ...play, rota: null } }));
    return [...freed, { type: 'rotaRemoved', rotaId }];
  });
}

/** Throws Refusal `rotaNotFound`. */
export function rotaIn({ rotas }: Pick<Organisation, 'rotas'>, id: string): Rota {
  const rota = rotas.get(id);
  if (!rota) throw new Refusal('rotaNotFound', { rota: id });
  return rota;
}

export async function writeOn(
  { people, newId }: RotaPorts,
  { person, entrance }: Actor,
  decide: (organisation: Organisation, at: string) => readonly OrganisationEvent[],
): Promise<void> {
  // What another server has just arranged counts too.
  await people.catchUp();
  await people.write({ commandId: newId(), person: person.id, entrance, decide });
}

export function assertMayArrange({ person }: Actor): void {
  if (!can(person, 'arrangeWork')) throw new Refusal('notAllowed');
}

/** Throws Refusal `personNotFound` for who is not here, or no human. */
export function assertHere({ people }: Pick<Organisation, 'people'>, named: readonly PersonId[]): void {
  for (const id of named) {
    const person = people.get(id);
    if (!person || person.left || person.preset === 'machine') throw new Refusal('personNotFound', { person: id });
  }
}

/** Who has left since stays in the list, so that nobody else's turns move; nobody who is gone comes in. */
function assertSound(organisation: Organisation, { timeZone, members }: Rota, before: Rota | undefined): void {
  if (!isTimeZone(timeZone)) throw new Refusal('invalidInput', { reason: `There is no time zone “${timeZone}”.` });
  assertHere(
    organisation,
    members.filter((member) => before?.members.includes(member) !== true),
  );
}

/** Days once each and in order; nobody twice. */
function tidied(fields: Omit<RotaFields, 'id'>): Omit<Rota, 'id' | 'overrides'> {
  const shifts = fields.shifts.map(({ days, from, to }) => ({
    days: [...new Set(days)].sort((a, b) => a - b),
    from,
    to,
  }));
  return { ...fields, shifts, members: [...new Set(fields.members)] };
}

function isSame(before: Rota | undefined, rota: Rota): boolean {
  if (!before) return false;
  return Object.entries(rota).every(
    ([field, value]) => JSON.stringify(value) === JSON.stringify(before[field as keyof Rota]),
  );
}
