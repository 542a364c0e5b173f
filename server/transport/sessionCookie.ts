import type { IncomingMessage } from 'node:http';
import { type CookieOptions, readCookie, writeCookie } from './cookies.ts';

const name = 'swarmboard_session';

/** The session secret a browser sent, if any. */
export function sessionSecretOf(request: Pick<IncomingMessage, 'headers'>, secure: boolean): string | undefined {
  return readCookie(request, name, secure);
}

export function sessionCookie(secret: string, options: CookieOptions): string {
  return writeCookie(name, secret, options);
}
