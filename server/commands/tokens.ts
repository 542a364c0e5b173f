import { randomBytes } from 'node:crypto';
import { type Capability, can } from '../../shared/domain/permissions.ts';
import { type Person, presenceHues } from '../../shared/domain/person.ts';
import { Refusal } from '../../shared/domain/refusals.ts';
import type { TokenMade } from '../../shared/protocol/machines.ts';
import type { AccessEvents } from '../access/accessEvents.ts';
import type { Actor } from '../access/principal.ts';
import { type TokenKept, keptTokens, tokenPrefix } from '../access/tokens.ts';
import { hashOfSecret } from '../access/whoIs.ts';
import type { People } from '../boards/people.ts';
import type { Clock } from '../ports/clock.ts';
import type { NewId } from '../ports/ids.ts';
import type { Records } from '../ports/records.ts';

export interface MachinePorts {
  readonly people: People;
  readonly records: Records;
  readonly accessEvents: AccessEvents;
  readonly clock: Clock;
  readonly newId: NewId;
}

const dayMs = 24 * 60 * 60 * 1000;
/** Enough of the secret to tell tokens apart, too little to guess the rest. */
const shownCharacters = tokenPrefix.length + 4;

export interface WantedToken {
  readonly name: string;
  readonly scopes: readonly Capability[];
  /** 0: never runs out. */
  readonly days: number;
}

/** A token with the scopes of its maker or fewer; throws Refusal `notAllowed` for more. The secret is told this once. */
export async function createToken(ports: MachinePorts, actor: Actor, wanted: WantedToken): Promise<TokenMade> {
  const { records, accessEvents, clock, newId } = ports;
  assertMayGive(actor.person, wanted.scopes);
  const scopes = [...new Set(wanted.scopes)];
  const secret = tokenPrefix + randomBytes(32).toString('base64url');
  const now = clock.now();
  const expiresAt = wanted.days === 0 ? null : new Date(now.getTime() + wanted.days * dayMs).toISOString();
  const machine = await addMachine(ports, actor, { name: wanted.name, capabilities: scopes });
  const token: TokenKept = {
    id: newId(),
    name: wanted.name,
    person: machine.id,
    start: secret.slice(0, shownCharacters),
    scopes,
    by: actor.person.id,
    createdAt: now.toISOString(),
    expiresAt,
    usedAt: null,
  };
  await records.create('token', { id: hashOfSecret(secret), value: token });
  await accessEvents.write({
    commandId: newId(),
    person: actor.person.id,
    entrance: actor.entrance,
    decide: () => [{ type: 'tokenCreated', token: token.id, person: machine.id, scopes, expiresAt }],
  });
  return { token, secret };
}

/**
 * Ends a token: what is open with it is cut on every server. Each step may be repeated, so a revocation that broke off
 * can simply be asked for again. Throws Refusal `tokenNotFound`.
 */
export async function revokeToken(ports: MachinePorts, actor: Actor, id: string): Promise<void> {
  const { records, accessEvents } = ports;
  if (!can(actor.person, 'manageMachines')) throw new Refusal('notAllowed');
  const found = (await keptTokens(records)).find(({ token }) => token.id === id);
  if (!found) throw new Refusal('tokenNotFound', { token: id });
  await removeMachine(ports, actor, found.token.person);
  await accessEvents.write({
    commandId: `token-revoked:${id}`,
    person: actor.person.id,
    entrance: actor.entrance,
    decide: () => [{ type: 'tokenRevoked', token: id }],
  });
  await records.remove('token', found.recordId);
}

/** Nobody can give what they do not have. */
export function assertMayGive(person: Person, given: readonly Capability[]): void {
  if (!can(person, 'manageMachines')) throw new Refusal('notAllowed');
  const missing = given.filter((capability) => !can(person, capability));
  if (missing.length > 0) {
    throw new Refusal('notAllowed', { missing, reason: 'You cannot give a machine what you may not do yourself.' });
  }
}

/** A machine is a person of its own, so that its acts are told from everybody else's. */
export async function addMachine(
  { people, newId }: Pick<MachinePorts, 'people' | 'newId'>,
  { person, entrance }: Actor,
  { name, capabilities }: { name: string; capabilities: readonly Capability[] },
): Promise<Person> {
  const id = newId();
  const hue = people.state.people.size % presenceHues;
  const machine: Person = { id, name, preset: 'machine', capabilities, hue };
  await people.write({
    commandId: newId(),
    person: person.id,
    entrance,
    decide: () => [{ type: 'personAdded', person: machine }],
  });
  return machine;
}

/** It may do nothing any more; its name stays on what it did. */
export async function removeMachine(
  { people, newId }: Pick<MachinePorts, 'people' | 'newId'>,
  { person, entrance }: Actor,
  personId: string,
): Promise<void> {
  await people.write({
    commandId: newId(),
    person: person.id,
    entrance,
    decide: ({ people: known }) => {
      const machine = known.get(personId);
      return machine && !machine.left ? [{ type: 'personChanged', personId, changes: { left: true } }] : [];
    },
  });
}
