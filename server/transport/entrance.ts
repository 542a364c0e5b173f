import type { IncomingMessage } from 'node:http';
import type { Entrance } from '../../shared/domain/entry.ts';
import type { Principal } from '../access/principal.ts';

/** From where a request came in: pages use a session, programs a token. */
export function entranceOf({ socket }: Pick<IncomingMessage, 'socket'>, principal: Principal | undefined): Entrance {
  const address = socket.remoteAddress;
  return {
    door: principal?.grant.kind === 'token' ? 'api' : 'page',
    ...(address !== undefined && { address }),
  };
}
