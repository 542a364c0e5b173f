import { ConfigError } from './config.ts';

/** What a start can fail with that the person at the terminal can mend. */
export function startFailure(reason: unknown): string {
  if (reason instanceof ConfigError) return reason.message;
  const { code, message } = reason as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') {
    return 'Swarmboard cannot start: the port is in use. Set PORT to another one, or stop what uses it.';
  }
  if (code === 'EACCES') return `Swarmboard cannot start: access denied (${message}).`;
  return `Swarmboard cannot start: ${message}`;
}
