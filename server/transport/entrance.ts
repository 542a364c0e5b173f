import type { Entrance } from '../../shared/domain/entry.ts';
import type { Principal } from '../access/principal.ts';

/** From where a request came in: pages use a session, programs a token. */
export function entranceOf(address: string | undefined, principal: Principal | undefined): Entrance {
  return through(principal?.grant.kind === 'token' ? 'api' : 'page', address);
}

/** Through one of the doors, from a network address. */
export function through(door: Entrance['door'], address: string | undefined): Entrance {
  return { door, ...(address !== undefined && { address }) };
}
