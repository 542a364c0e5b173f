import type { IncomingMessage } from 'node:http';
import { parse, serialize } from 'cookie';
import type { OriginRule } from './origin.ts';

type Incoming = Pick<IncomingMessage, 'headers'>;

export interface CookieOptions {
  readonly expires: Date;
  readonly secure: boolean;
}

/** Whether people reach this server over https: then cookies are bound to this very host, which nobody else can set. */
export function overHttps({ publicUrl }: Pick<OriginRule, 'publicUrl'>): boolean {
  return publicUrl?.protocol === 'https:';
}

export function readCookie({ headers }: Incoming, name: string, secure: boolean): string | undefined {
  return parse(headers.cookie ?? '')[fullName(name, secure)];
}

export function writeCookie(name: string, value: string, { expires, secure }: CookieOptions): string {
  return serialize(fullName(name, secure), value, { expires, secure, httpOnly: true, sameSite: 'lax', path: '/' });
}

/** A browser takes a cookie with this prefix from this host only, over https only, and for all of it. */
function fullName(name: string, secure: boolean): string {
  return secure ? `__Host-${name}` : name;
}
