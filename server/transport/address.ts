import type { IncomingHttpHeaders } from 'node:http';
import proxyAddr from 'proxy-addr';

/** What a request tells of where it comes from. */
export interface Arriving {
  readonly headers: IncomingHttpHeaders;
  readonly socket: { readonly remoteAddress?: string | undefined };
}

/** Whose `X-Forwarded-For` is believed. */
export type TrustedProxies = (address: string, hop: number) => boolean;

/**
 * From `TRUSTED_PROXIES`: addresses, networks, or the names `loopback`, `linklocal` and `uniquelocal`, with commas.
 * Throws TypeError for anything else.
 */
export function trustedProxiesOf(setting: string): TrustedProxies {
  return proxyAddr.compile(
    setting
      .split(',')
      .map((one) => one.trim())
      .filter((one) => one !== ''),
  );
}

/** The network address a request comes from: what the last trusted proxy says, or else its own. */
export function addressOf(request: Arriving, trusted: TrustedProxies): string | undefined {
  return request.socket.remoteAddress === undefined ? undefined : proxyAddr(request as never, trusted);
}
