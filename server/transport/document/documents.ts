import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type ServerOptions, type WebSocket, WebSocketServer } from 'ws';
import type { Person } from '../../../shared/domain/person.ts';
import { Refusal } from '../../../shared/domain/refusals.ts';
import { largestDocumentFrameBytes } from '../../../shared/protocol/document.ts';
import type { Report } from '../../ports/report.ts';
import type { Joining } from '../../rooms/connection.ts';
import type { Rooms } from '../../rooms/rooms.ts';
import { toRefusal } from '../answer.ts';
import { isDocumentAddress, readDocumentAddress } from './documentAddress.ts';
import { DocumentWebSocket, listen, roomSocketOf } from './documentSocket.ts';
import { watchLiveness } from './liveness.ts';
import { refuseUpgrade } from './refuseUpgrade.ts';

export type DocumentAccess = 'write' | 'read' | 'none';

export interface DocumentDoor {
  readonly rooms: Rooms;
  readonly report: Report;
  readonly allowedOrigin: (request: IncomingMessage) => boolean;
  readonly authenticate: (request: IncomingMessage) => Promise<Person | undefined>;
  /** Throws Refusal `ticketNotFound` when there is no such ticket. */
  readonly accessTo: (person: Person, ticketId: string) => Promise<DocumentAccess>;
  /** How often clients are asked whether they are still there. */
  readonly pingEveryMs?: number;
}

export interface AttachedDocuments {
  /** Takes no more connections, and ends those there are once all they sent is durable. */
  close(): Promise<void>;
}

const webSocketOptions: ServerOptions & { closeTimeout: number } = {
  noServer: true,
  clientTracking: false,
  perMessageDeflate: false,
  maxPayload: largestDocumentFrameBytes,
  // A client that cuts a message into thousands of pieces wants to fill our memory.
  maxFragments: 64,
  // What a client does not read is not kept for long.
  closeTimeout: 5_000,
  WebSocket: DocumentWebSocket,
};

/** The door to investigation documents: WebSockets at `/documents/<ticketId>` in the y-websocket protocol. */
export function attachDocuments(http: Server, door: DocumentDoor): AttachedDocuments {
  const webSockets = new WebSocketServer(webSocketOptions);
  const liveness = watchLiveness(door.pingEveryMs);

  function onUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    if (!isDocumentAddress(request.url ?? '')) return;
    // Until ws takes the socket over, an error on it has no other listener and would end the process.
    const ignore = () => undefined;
    socket.on('error', ignore);
    admit(request, door).then(
      (joining) => {
        socket.off('error', ignore);
        webSockets.handleUpgrade(request, socket, head, (webSocket) => {
          enter(webSocket, joining);
        });
      },
      (reason: unknown) => {
        refuseUpgrade(socket, toRefusal(reason, door.report));
      },
    );
  }

  function enter(webSocket: WebSocket, joining: Joining): void {
    // Its 'close' follows, which is all that matters.
    webSocket.on('error', () => undefined);
    liveness.watch(webSocket);
    const connection = door.rooms.connect(roomSocketOf(webSocket), joining);
    if (connection) listen(webSocket, connection);
  }

  http.on('upgrade', onUpgrade);
  return {
    close: async () => {
      await door.rooms.drain();
      http.off('upgrade', onUpgrade);
      liveness.stop();
    },
  };
}

async function admit(request: IncomingMessage, door: DocumentDoor): Promise<Joining> {
  if (!door.allowedOrigin(request)) throw new Refusal('originNotAllowed');
  const person = await door.authenticate(request);
  if (!person) throw new Refusal('signInNeeded');
  const address = readDocumentAddress(request.url ?? '');
  if (!address) throw new Refusal('ticketNotFound');
  const access = await door.accessTo(person, address.ticketId);
  if (access === 'none') throw new Refusal('notAllowed');
  return { ...address, person, mayWrite: access === 'write' };
}
