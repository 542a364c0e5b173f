import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { type Refusal, refusals } from '../../../shared/domain/refusals.ts';

/** Answers a request for a WebSocket as plain HTTP, with the same body as every other door. */
export function refuseUpgrade(socket: Duplex, refusal: Refusal): void {
  const { status } = refusals[refusal.code];
  const body = JSON.stringify({ error: refusal.toBody() });
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'Connection: close',
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => {
    socket.destroy();
  });
}
