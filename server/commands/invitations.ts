import type { Invitation, InvitationSeen } from '../../shared/protocol/people.ts';
import { can } from '../../shared/domain/permissions.ts';
import type { Person } from '../../shared/domain/person.ts';
import { Refusal } from '../../shared/domain/refusals.ts';
import type { Actor } from '../access/principal.ts';
import { hashOfSecret } from '../access/whoIs.ts';
import type { Kept } from '../ports/records.ts';
import { allOf } from './accountCredentials.ts';
import type { AccountPorts } from './accountPorts.ts';
import { commandLinePerson, mayGive } from './peopleRights.ts';

/** As it is kept, by the hash of its secret, which is also what the log calls it. */
export type KeptInvitation = Omit<Invitation, 'id'>;

export interface OpenInvitation {
  readonly kept: Kept;
  readonly invitation: KeptInvitation;
}

type Ports = Pick<AccountPorts, 'people' | 'records' | 'clock'>;

/** Those that are still good, latest first. */
export async function listInvitations({ records, clock }: Ports): Promise<Invitation[]> {
  const now = clock.now().toISOString();
  const all = (await allOf(records, 'invitation')).map(({ id, value }) => ({ id, ...(value as KeptInvitation) }));
  return all
    .filter(({ expiresAt }) => expiresAt > now)
    .sort((a, b) => (a.createdAt < b.createdAt ? 1 : a.createdAt > b.createdAt ? -1 : 0));
}

/** Throws Refusal `linkNotGood` when it was used or withdrawn already. */
export async function withdrawInvitation(ports: AccountPorts, { person, entrance }: Actor, id: string): Promise<void> {
  if (!(await ports.records.remove('invitation', id))) throw new Refusal('linkNotGood');
  await ports.accessEvents.write({
    commandId: ports.newId(),
    person: person.id,
    entrance,
    decide: () => [{ type: 'invitationWithdrawn', invitation: id }],
  });
}

/**
 * The invitation behind a link. Throws Refusal `linkNotGood` when it is not good, or no longer: also when whoever made
 * it may not give that any more.
 */
export async function openInvitation(ports: Ports, secret: string): Promise<OpenInvitation> {
  const kept = await ports.records.find('invitation', hashOfSecret(secret));
  const invitation = kept?.value as KeptInvitation | undefined;
  if (!kept || !invitation || invitation.expiresAt <= ports.clock.now().toISOString()) throw new Refusal('linkNotGood');
  const inviter = inviterOf(ports, invitation);
  const rights = rightsGivenBy(ports, invitation);
  if (!inviter || !can(inviter, 'managePeople') || !rights || !mayGive(inviter, rights))
    throw new Refusal('linkNotGood');
  return { kept, invitation };
}

/** What somebody who holds the link is shown of it. */
export async function lookAtInvitation(ports: Ports, secret: string, provider: string | null): Promise<InvitationSeen> {
  const { invitation } = await openInvitation(ports, secret);
  const { purpose, preset, person, expiresAt } = invitation;
  const { name, email } = (person === undefined ? undefined : ports.people.state.people.get(person)) ?? invitation;
  return {
    purpose,
    ...(preset && { preset }),
    ...(name !== undefined && { name }),
    ...(email !== undefined && { email }),
    by: inviterOf(ports, invitation)?.name ?? '',
    expiresAt,
    provider,
  };
}

function inviterOf({ people }: Ports, { by }: KeptInvitation): Person | undefined {
  return by === commandLinePerson.id ? commandLinePerson : people.state.people.get(by);
}

/** Of a link to set a password: the rights of whose it is; nobody's once they have left. */
function rightsGivenBy(
  { people }: Ports,
  invitation: KeptInvitation,
): Pick<Person, 'preset' | 'capabilities'> | undefined {
  const { person, preset, capabilities } = invitation;
  if (person === undefined) return preset && { preset, ...(capabilities && { capabilities }) };
  const invited = people.state.people.get(person);
  return invited?.left ? undefined : invited;
}
