import type { Records } from '../ports/records.ts';
import type { PasswordHashes } from './passwordHashes.ts';
import type { SignInPorts } from './signIn.ts';

/** What is needed to make and change accounts. */
export interface AccountPorts extends SignInPorts {
  readonly records: Records;
  readonly passwords: PasswordHashes;
}
