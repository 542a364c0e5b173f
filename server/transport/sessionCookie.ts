import type { IncomingMessage } from 'node:http';
import { parse, serialize } from 'cookie';

const name = 'swarmboard_session';

/** The session secret a browser sent, if any. */
export function sessionSecretOf({ headers }: Pick<IncomingMessage, 'headers'>): string | undefined {
  return parse(headers.cookie ?? '')[name];
}

export function sessionCookie(secret: string, { expires, secure }: { expires: Date; secure: boolean }): string {
  return serialize(name, secret, { expires, secure, httpOnly: true, sameSite: 'lax', path: '/' });
}
