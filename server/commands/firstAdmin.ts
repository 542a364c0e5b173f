import { randomBytes } from 'node:crypto';
import type { Entrance } from '../../shared/domain/entry.ts';
import type { Person } from '../../shared/domain/person.ts';
import { Refusal } from '../../shared/domain/refusals.ts';
import { hashOfSecret } from '../access/whoIs.ts';
import type { Records } from '../ports/records.ts';
import type { AccountPorts } from './accountPorts.ts';
import { addPerson, assertEmailFree } from './accountAdd.ts';
import { adminCanSignIn, allOf, putCredential } from './accountCredentials.ts';
import { assertGoodPassword } from './passwordRules.ts';

const linkHours = 24;
/** Longer than it takes to make an account, so that it never runs out under somebody's hands. */
const claimSeconds = 60;
const claimId = 'claim';
const claims = 'claims';

export interface FirstAdmin {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly entrance: Entrance;
}

/** Whether nobody who manages people can sign in yet. */
export async function isFirstStart({ people, records }: Pick<AccountPorts, 'people' | 'records'>): Promise<boolean> {
  return !(await adminCanSignIn(records, people.state.people.values()));
}

/** The secret of a one-time link, good for a day. */
export async function newFirstAdminSecret({
  records,
  clock,
}: Pick<AccountPorts, 'records' | 'clock'>): Promise<string> {
  const secret = randomBytes(24).toString('base64url');
  const expiresAt = new Date(clock.now().getTime() + linkHours * 3_600_000).toISOString();
  await records.create('firstAdmin', { id: hashOfSecret(secret), expiresAt, value: {} });
  return secret;
}

export async function isFirstAdminSecret(records: Records, secret: string | undefined): Promise<boolean> {
  return secret !== undefined && (await records.find('firstAdmin', hashOfSecret(secret))) !== undefined;
}

/**
 * The first account, a new person in any case: nobody who was here before is taken over. Of two at once, one is made.
 * Throws Refusal `firstAdminExists`, `emailTaken` or `passwordNotAccepted`.
 */
export async function makeFirstAdmin(ports: AccountPorts, wanted: FirstAdmin): Promise<Person> {
  const { people, records, passwords, newId } = ports;
  assertGoodPassword(wanted.password, wanted);
  assertEmailFree(people.state.people.values(), wanted.email);
  if (!(await isFirstStart(ports))) throw new Refusal('firstAdminExists');
  const hash = await passwords.hash(wanted.password);
  return claimed(ports, async () => {
    await people.catchUp();
    if (!(await isFirstStart(ports))) throw new Refusal('firstAdminExists');
    const id = newId();
    // First the password: a person who manages people and can't sign in would be nobody's account for ever.
    await putCredential(ports, id, hash);
    const { name, email, entrance } = wanted;
    const person = await addPerson(ports, { id, name, email, preset: 'admin' }, { by: id, entrance });
    for (const link of await allOf(records, 'firstAdmin')) await records.remove('firstAdmin', link.id);
    return person;
  });
}

async function claimed<T>({ records, clock }: AccountPorts, work: () => Promise<T>): Promise<T> {
  const expiresAt = new Date(clock.now().getTime() + claimSeconds * 1000).toISOString();
  const mine = await records.create('firstAdmin', { id: claimId, group: claims, expiresAt, value: {} });
  if (!mine) throw new Refusal('firstAdminExists');
  try {
    return await work();
  } finally {
    await records.remove('firstAdmin', claimId);
  }
}
