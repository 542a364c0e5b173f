import { createHash } from 'node:crypto';
import type { Entrance } from '../../shared/domain/entry.ts';
import type { Person } from '../../shared/domain/person.ts';
import { Refusal } from '../../shared/domain/refusals.ts';
import { presentPerson } from '../access/whoIs.ts';
import { personWithEmail } from './accountAdd.ts';
import type { Identity } from './accountCredentials.ts';
import type { AccountPorts } from './accountPorts.ts';
import { joinAs, useUp } from './invitationAccept.ts';
import { openInvitation } from './invitations.ts';

/** What a provider has vouched for. */
export interface Vouched {
  readonly issuer: string;
  readonly subject: string;
  readonly name: string | undefined;
  /** Lower case; undefined unless the provider has verified it. */
  readonly email: string | undefined;
}

/**
 * Whom that means here: who came with this identity before; or who has this verified e-mail address; or whom the
 * invitation is for, which is used up. Undefined: nobody.
 */
export async function personByIdentity(
  ports: AccountPorts,
  vouched: Vouched,
  { invitation, entrance }: { invitation: string | undefined; entrance: Entrance },
): Promise<Person | undefined> {
  const { records, people } = ports;
  const known = await records.find('identity', identityId(vouched));
  if (known) return presentPerson(people, (known.value as Identity).person);
  await people.catchUp();
  const person = vouched.email === undefined ? undefined : personWithEmail(people.state.people.values(), vouched.email);
  if (person && !person.left && person.preset !== 'machine') {
    await keepIdentity(ports, vouched, person.id);
    return person;
  }
  return invitation === undefined || person ? undefined : acceptAs(ports, vouched, { invitation, entrance });
}

async function acceptAs(
  ports: AccountPorts,
  vouched: Vouched,
  { invitation: secret, entrance }: { invitation: string; entrance: Entrance },
): Promise<Person | undefined> {
  const open = await openInvitation(ports, secret).catch((reason: unknown) => {
    if (reason instanceof Refusal) return undefined;
    throw reason;
  });
  if (!open) return undefined;
  const { invitation } = open;
  const work = async (id: string) => {
    if (invitation.person !== undefined) {
      const person = await presentPerson(ports.people, invitation.person);
      if (!person) throw new Refusal('linkNotGood');
      await keepIdentity(ports, vouched, person.id);
      return person;
    }
    const email = vouched.email ?? invitation.email;
    const name = invitation.name ?? vouched.name ?? email?.split('@')[0] ?? 'Somebody new';
    const prepare = () => keepIdentity(ports, vouched, id);
    return joinAs(ports, invitation, { id, name: name.slice(0, 80), email, entrance, prepare });
  };
  return useUp(ports, open, { entrance, work });
}

async function keepIdentity({ records, clock }: AccountPorts, vouched: Vouched, person: string): Promise<void> {
  const { issuer, subject } = vouched;
  const value: Identity = { issuer, subject, person, at: clock.now().toISOString() };
  await records.put('identity', { id: identityId(vouched), value });
}

function identityId({ issuer, subject }: Pick<Vouched, 'issuer' | 'subject'>): string {
  return createHash('sha256')
    .update(JSON.stringify([issuer, subject]))
    .digest('hex');
}
