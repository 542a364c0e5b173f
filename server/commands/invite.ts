import { randomBytes } from 'node:crypto';
import type { Capability } from '../../shared/domain/permissions.ts';
import type { Preset } from '../../shared/domain/person.ts';
import { Refusal } from '../../shared/domain/refusals.ts';
import type { Invitation } from '../../shared/protocol/people.ts';
import type { Actor } from '../access/principal.ts';
import { hashOfSecret } from '../access/whoIs.ts';
import { assertEmailFree } from './accountAdd.ts';
import type { AccountPorts } from './accountPorts.ts';
import { type KeptInvitation, listInvitations } from './invitations.ts';
import { assertMayGive } from './peopleRights.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** What is asked for; undefined counts as not given. */
export type WantedInvitation =
  | {
      readonly purpose: 'join';
      readonly preset: Preset;
      readonly capabilities?: readonly Capability[] | undefined;
      readonly name?: string | undefined;
      readonly email?: string | undefined;
      readonly days: number;
    }
  | { readonly purpose: 'password'; readonly person: string; readonly days: number };

export interface NewInvitation {
  readonly invitation: Invitation;
  /** Shown this once: only its hash is kept. */
  readonly secret: string;
}

/** A one-time link. Throws Refusal `notAllowed`, `emailTaken` or `personNotFound`. */
export async function invite(ports: AccountPorts, actor: Actor, wanted: WantedInvitation): Promise<NewInvitation> {
  if (wanted.purpose === 'join') {
    const { preset, capabilities, name, email } = wanted;
    const rights = { preset, ...(capabilities && { capabilities }) };
    assertMayGive(actor.person, rights);
    assertEmailFree(ports.people.state.people.values(), email);
    const more = { ...rights, ...(name !== undefined && { name }), ...(email !== undefined && { email }) };
    return keep(ports, actor, { purpose: 'join', days: wanted.days, more });
  }
  const person = ports.people.state.people.get(wanted.person);
  if (!person || person.left || person.preset === 'machine') {
    throw new Refusal('personNotFound', { person: wanted.person });
  }
  assertMayGive(actor.person, person);
  // Only the latest link counts: an earlier one may have gone to the wrong place.
  for (const earlier of await listInvitations(ports)) {
    if (earlier.person === person.id) await ports.records.remove('invitation', earlier.id);
  }
  return keep(ports, actor, { purpose: 'password', days: wanted.days, more: { person: person.id } });
}

interface Wanted {
  readonly purpose: 'join' | 'password';
  readonly days: number;
  readonly more: Omit<KeptInvitation, 'purpose' | 'by' | 'createdAt' | 'expiresAt'>;
}

async function keep(
  { records, accessEvents, clock, newId }: AccountPorts,
  { person, entrance }: Actor,
  { purpose, days, more }: Wanted,
): Promise<NewInvitation> {
  const secret = randomBytes(24).toString('base64url');
  const id = hashOfSecret(secret);
  const now = clock.now();
  const expiresAt = new Date(now.getTime() + days * dayMs).toISOString();
  const value: KeptInvitation = { purpose, ...more, by: person.id, createdAt: now.toISOString(), expiresAt };
  await records.create('invitation', { id, expiresAt, value });
  const { preset, email, person: invited } = more;
  const about = {
    ...(preset && { preset }),
    ...(email !== undefined && { email }),
    ...(invited !== undefined && { person: invited }),
  };
  await accessEvents.write({
    commandId: newId(),
    person: person.id,
    entrance,
    decide: () => [{ type: 'invited', invitation: id, purpose, ...about }],
  });
  return { invitation: { id, ...value }, secret };
}
