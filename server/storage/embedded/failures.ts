import Libsql from 'libsql';
import { Refusal } from '../../../shared/domain/refusals.ts';

/** What can be wrong with the file rather than with the request. `sync`: the disk did not confirm what it was given. */
export type Failure = 'busy' | 'full' | 'sync' | 'broken';

const syncCodes = ['SQLITE_IOERR_FSYNC', 'SQLITE_IOERR_DIR_FSYNC'];
const brokenCodes = /^SQLITE_(IOERR|CANTOPEN|NOMEM|PROTOCOL|READONLY|PERM|CORRUPT|NOTADB)/;
const fullErrnos = ['ENOSPC', 'EDQUOT'];

/** Undefined for errors that are about the request or are bugs. */
export function failureOf(error: unknown): Failure | undefined {
  const code = codeOf(error);
  if (code === undefined) return undefined;
  if (error instanceof Libsql.SqliteError) return sqliteFailure(code);
  return fullErrnos.includes(code) ? 'full' : 'broken';
}

function sqliteFailure(code: string): Failure | undefined {
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return 'busy';
  if (code.startsWith('SQLITE_FULL')) return 'full';
  if (syncCodes.includes(code)) return 'sync';
  return brokenCodes.test(code) ? 'broken' : undefined;
}

/** The error as the caller gets it: a Refusal where the file is at fault, unchanged where it is not. */
export function asRefusal(error: unknown): unknown {
  const failure = failureOf(error);
  if (!failure) return error;
  return new Refusal(failure === 'full' ? 'storeFull' : 'storeUnavailable', { cause: codeOf(error) });
}

/** SQLite's code, or the system's `errno` name of a failed file operation. */
function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined;
  return error instanceof Libsql.SqliteError || 'syscall' in error ? error.code : undefined;
}
