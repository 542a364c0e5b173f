import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { Refusal } from '../../shared/domain/refusals.ts';

export interface EgressRule {
  /** The server listens on loopback only: what it sends may go there too. */
  readonly loopback: boolean;
  /** Hosts, addresses and CIDR ranges that may be reached although they are not public. */
  readonly allow: readonly string[];
}

export interface Target {
  readonly address: string;
  readonly family: 4 | 6;
}

/** All addresses of a name. */
export type Resolve = (host: string) => Promise<readonly Target[]>;

/**
 * Where a request to this URL has to connect to: the name is resolved once, here, and never again. Throws Refusal
 * `egressDenied` when any of its addresses is not on the public internet, unless the rule allows it.
 */
export async function targetOf(url: URL, rule: EgressRule, resolve: Resolve = resolveHost): Promise<Target> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const targets = isIP(host) === 0 ? await resolve(host) : [{ address: host, family: isIP(host) as 4 | 6 }];
  const [first] = targets;
  if (!first) throw new Error(`${host} has no address`);
  const isListed = rule.allow.some((allowed) => allowed.toLowerCase() === host.toLowerCase());
  const denied = isListed ? undefined : targets.find(({ address }) => !mayReach(address, rule));
  if (denied) throw new Refusal('egressDenied', { reason: `${host} is not on the public internet.` });
  return first;
}

/** Whether an address, in whatever form it is written, is public or allowed. */
export function mayReach(address: string, { loopback, allow }: EgressRule): boolean {
  if (!ipaddr.isValid(address)) return false;
  // An IPv4 address in IPv6 clothes is what it is underneath.
  const ip = ipaddr.process(address);
  if (allow.some((allowed) => isWithin(ip, allowed))) return true;
  const range = ip.range();
  if (range === 'loopback') return loopback;
  return range === 'unicast' && (ip.kind() === 'ipv4' || ip.match(globalUnicast));
}

/** All of IPv6 that is given out to the public; what lies outside is nobody's, or stands for something else. */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');

function isWithin(ip: ipaddr.IPv4 | ipaddr.IPv6, allowed: string): boolean {
  if (ipaddr.isValidCIDR(allowed)) {
    const [network, bits] = ipaddr.parseCIDR(allowed);
    return network.kind() === ip.kind() && ip.match([network, bits] as [ipaddr.IPv4, number] & [ipaddr.IPv6, number]);
  }
  return ipaddr.isValid(allowed) && ipaddr.process(allowed).toString() === ip.toString();
}

const resolveHost: Resolve = async (host) => {
  const found = await lookup(host, { all: true });
  return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
};
