import { type ClientOptions, WebSocket } from 'ws';
import type { OpenDoor } from './documentDoor.ts';

const sockets: WebSocket[] = [];

/** Ends whatever a test has left open. */
export function hangUp(): void {
  for (const socket of sockets.splice(0)) socket.terminate();
}

export function dial({ url }: OpenDoor, path = 'acme-1?token=ada', options: ClientOptions = {}): WebSocket {
  const socket = new WebSocket(`${url}/${path}`, options);
  // A refusal is an answer like any other; whoever waits for it listens too.
  socket.on('error', () => undefined);
  sockets.push(socket);
  return socket;
}

export async function dialed(...where: Parameters<typeof dial>): Promise<WebSocket> {
  const socket = dial(...where);
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  return socket;
}

export function closeOf(socket: WebSocket): Promise<number> {
  return new Promise((resolve) => socket.once('close', resolve));
}
