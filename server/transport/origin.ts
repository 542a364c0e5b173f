import type { IncomingMessage } from 'node:http';

const loopbackNames = /^(localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/;

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
  const knownHost = host === publicUrl?.host || !loopback || loopbackNames.test(host);
  if (!knownHost) return false;
  if (origin === undefined) return true;
  if (origin === publicUrl?.origin) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}
