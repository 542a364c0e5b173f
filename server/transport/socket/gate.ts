import { type IncomingMessage, ServerResponse } from 'node:http';
import { Refusal, refusals } from '../../../shared/domain/refusals.ts';
import { toRefusal } from '../answer.ts';
import { refuseUpgrade } from '../document/refuseUpgrade.ts';
import type { Inside } from '../doors.ts';
import { retryAfterOf } from '../limits.ts';
import { isAllowedOrigin } from '../origin.ts';

type Middleware = (request: IncomingMessage, response: unknown, next: () => void) => void;

/**
 * Stands before everything Socket.IO does, polls and upgrades of known connections included: a page of another site is
 * refused before there is a connection, with the status and body of every other door.
 */
export function gate(inside: Inside): Middleware {
  return (request, response, next) => {
    // Until WebSocket takes it over, an error on the connection has no other listener and would end the process.
    request.socket.on('error', ignore);
    mayPass(request, inside).then(next, (reason: unknown) => {
      refuse(request, response, toRefusal(reason, inside.report));
    });
  };
}

async function mayPass(request: IncomingMessage, { origins, limits, addressOf }: Inside): Promise<void> {
  if (!isAllowedOrigin(request, origins)) throw new Refusal('originNotAllowed');
  const { searchParams } = new URL(request.url ?? '/', 'http://localhost');
  await limits.take(searchParams.has('sid') ? 'requests' : 'upgrades', { address: addressOf(request) });
}

function refuse(request: IncomingMessage, response: unknown, refusal: Refusal): void {
  if (!(response instanceof ServerResponse)) {
    refuseUpgrade(request.socket, refusal);
    return;
  }
  const retryAfter = retryAfterOf(refusal);
  response.writeHead(refusals[refusal.code].status, {
    'content-type': 'application/json; charset=utf-8',
    ...(retryAfter !== undefined && { 'retry-after': retryAfter }),
  });
  response.end(JSON.stringify({ error: refusal.toBody() }));
}

function ignore(): void {
  // The connection is gone, and nobody is left to tell.
}
