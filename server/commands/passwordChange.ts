import type { Actor } from '../access/principal.ts';
import type { AccountPorts } from './accountPorts.ts';
import { findCredential, putCredential } from './accountCredentials.ts';
import { assertGoodPassword } from './passwordRules.ts';
import { endSessionsOf } from './sessionsEnd.ts';

/** Whether this is somebody's password; false too when they have none. */
export async function isPasswordOf(
  { records, passwords }: Pick<AccountPorts, 'records' | 'passwords'>,
  person: string,
  password: string,
): Promise<boolean> {
  return passwords.verify(password, (await findCredential(records, person))?.hash);
}

/** Sets it, and ends every session but `keep`: whoever knew the old one is out. Throws `passwordNotAccepted`. */
export async function setPassword(
  ports: AccountPorts,
  actor: Actor,
  { password, keep }: { password: string; keep?: string | undefined },
): Promise<number> {
  const { person, entrance } = actor;
  assertGoodPassword(password, person);
  await putCredential(ports, person.id, await ports.passwords.hash(password));
  await ports.accessEvents.write({
    commandId: ports.newId(),
    person: person.id,
    entrance,
    decide: () => [{ type: 'passwordChanged', person: person.id }],
  });
  return endSessionsOf(ports, actor, { person: person.id, keep });
}
