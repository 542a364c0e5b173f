import type { Person } from '../../shared/domain/person.ts';
import type { AccountPorts } from './accountPorts.ts';
import { personWithEmail } from './accountAdd.ts';
import { findCredential, renewCredential } from './accountCredentials.ts';

type Ports = Pick<AccountPorts, 'people' | 'records' | 'passwords'>;

/** Who this e-mail address and password belong to. The answer takes as long for an address that nobody has. */
export async function personByPassword(
  { people, records, passwords }: Ports,
  { email, password }: { email: string; password: string },
): Promise<Person | undefined> {
  const person = personWithEmail(people.state.people.values(), email);
  const credential = await findCredential(records, person?.id ?? 'nobody');
  const right = await passwords.verify(password, credential?.hash);
  if (!person || !credential || !right || person.left) return undefined;
  if (!passwords.isCurrent(credential.hash)) {
    await renewCredential(records, person.id, { ...credential, hash: await passwords.hash(password) });
  }
  return person;
}
