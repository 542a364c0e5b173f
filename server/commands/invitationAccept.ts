import type { Entrance } from '../../shared/domain/entry.ts';
import type { Person } from '../../shared/domain/person.ts';
import { Refusal } from '../../shared/domain/refusals.ts';
import { addPerson, assertEmailFree } from './accountAdd.ts';
import { putCredential } from './accountCredentials.ts';
import type { AccountPorts } from './accountPorts.ts';
import { type KeptInvitation, type OpenInvitation, openInvitation } from './invitations.ts';
import { setPassword } from './passwordChange.ts';
import { assertGoodPassword } from './passwordRules.ts';

export interface Acceptance {
  readonly secret: string;
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly password: string;
  readonly entrance: Entrance;
}

/**
 * Makes the account, or sets the password, that a link is for; the link is used up by whoever comes first. Throws Refusal
 * `linkNotGood`, `invalidInput`, `emailTaken` or `passwordNotAccepted`; the link stays good after the last three.
 */
export async function acceptInvitation(ports: AccountPorts, acceptance: Acceptance): Promise<Person> {
  const open = await openInvitation(ports, acceptance.secret);
  const invited = open.invitation.person;
  if (invited !== undefined) return setInvitedPassword(ports, open, { ...acceptance, person: invited });
  const { name, email } = joining(open.invitation, acceptance);
  assertGoodPassword(acceptance.password, { name, email });
  assertEmailFree(ports.people.state.people.values(), email);
  const hash = await ports.passwords.hash(acceptance.password);
  const { entrance } = acceptance;
  return useUp(ports, open, {
    entrance,
    work: (id) => {
      const prepare = () => putCredential(ports, id, hash);
      return joinAs(ports, open.invitation, { id, name, email, entrance, prepare });
    },
  });
}

export interface Joining {
  readonly id: string;
  readonly name: string;
  readonly email: string | undefined;
  readonly entrance: Entrance;
  /** Their way in, made before they are: a person without one could never come. */
  readonly prepare: () => Promise<void>;
}

export async function joinAs(
  ports: AccountPorts,
  { preset, capabilities }: KeptInvitation,
  { id, name, email, entrance, prepare }: Joining,
): Promise<Person> {
  if (!preset) throw new Refusal('linkNotGood');
  await prepare();
  const rights = { preset, ...(capabilities && { capabilities }) };
  const person = { id, name, ...rights, ...(email !== undefined && { email }) };
  return addPerson(ports, person, { by: id, entrance });
}

/** Takes the link out of the world, and puts it back when what it was for could not be done. */
export async function useUp(
  { records, accessEvents, newId }: AccountPorts,
  { kept }: OpenInvitation,
  { entrance, work }: { entrance: Entrance; work: (newPersonId: string) => Promise<Person> },
): Promise<Person> {
  if (!(await records.remove('invitation', kept.id))) throw new Refusal('linkNotGood');
  let person: Person;
  try {
    person = await work(newId());
  } catch (reason) {
    const { id, group, expiresAt, value } = kept;
    await records.create('invitation', { id, group, expiresAt, value });
    throw reason;
  }
  await accessEvents.write({
    commandId: newId(),
    person: person.id,
    entrance,
    decide: () => [{ type: 'invitationAccepted', invitation: kept.id, person: person.id }],
  });
  return person;
}

function joining(invitation: KeptInvitation, { name, email }: Acceptance): { name: string; email: string } {
  const given = { name: name ?? invitation.name, email: invitation.email ?? email };
  if (given.name === undefined) throw missing('name', 'Say what others should call you.');
  if (given.email === undefined) throw missing('email', 'An e-mail address is needed to sign in with.');
  if (email !== undefined && email !== given.email) {
    throw missing('email', `The invitation is for ${given.email}. Ask for a new one to use another address.`);
  }
  return { name: given.name, email: given.email };
}

async function setInvitedPassword(
  ports: AccountPorts,
  open: OpenInvitation,
  { person: id, email, password, entrance }: Acceptance & { person: string },
): Promise<Person> {
  const person = ports.people.state.people.get(id);
  if (!person) throw new Refusal('linkNotGood');
  if (person.email === undefined && email === undefined) {
    throw missing('email', 'An e-mail address is needed to sign in with.');
  }
  assertGoodPassword(password, { name: person.name, email: person.email ?? email });
  const work = async () => {
    if (person.email === undefined) await setEmail(ports, { person, entrance }, email);
    await setPassword(ports, { person, entrance }, { password });
    return ports.people.state.people.get(id) ?? person;
  };
  return useUp(ports, open, { entrance, work });
}

/** Who signed in by name with an earlier version has none yet. */
async function setEmail(
  { people, newId }: AccountPorts,
  { person, entrance }: { person: Person; entrance: Entrance },
  email: string | undefined,
): Promise<void> {
  if (email === undefined) return;
  await people.write({
    commandId: newId(),
    person: person.id,
    entrance,
    decide: ({ people: known }) => {
      assertEmailFree(known.values(), email, person.id);
      return [{ type: 'personChanged', personId: person.id, changes: { email } }];
    },
  });
}

function missing(field: string, message: string): Refusal {
  return new Refusal('invalidInput', { problems: [{ field, message }] });
}
