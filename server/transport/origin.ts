import type { IncomingMessage } from 'node:http';

const loopbackNames = /^(localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/;
const safeMethods = ['GET', 'HEAD', 'OPTIONS'];

export interface OriginRule {
  readonly loopback: boolean;
  readonly publicUrl: URL | undefined;
}

/**
 * Whether a request may come from where it says it comes from. A page elsewhere must not use a person's session, and
 * a name that somebody points at this machine must not reach a server that listens on loopback only.
 */
export function isAllowedOrigin(
  request: Pick<IncomingMessage, 'headers'>,
  { loopback, publicUrl }: OriginRule,
): boolean {
  const { host = '', origin } = request.headers;
  const isPublic = host === publicUrl?.host;
  const knownHost = isPublic || !loopback || loopbackNames.test(host);
  if (!knownHost) return false;
  if (origin === undefined || origin === publicUrl?.origin) return true;
  // At the public address the scheme counts too: a page over plain HTTP may be anybody's.
  return !isPublic && hostOf(origin) === host;
}

function hostOf(origin: string): string | undefined {
  return /^https?:\/\//.test(origin) && URL.canParse(origin) ? new URL(origin).host : undefined;
}

/** A change that a page of another site asks for, as browsers tell; programs say nothing of the kind. */
export function isWriteFromElsewhere({
  method = 'GET',
  headers,
}: Pick<IncomingMessage, 'method' | 'headers'>): boolean {
  const site = headers['sec-fetch-site'];
  return !safeMethods.includes(method) && site !== undefined && site !== 'same-origin' && site !== 'none';
}
