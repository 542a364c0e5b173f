import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type ServerOptions, type WebSocket, WebSocketServer } from 'ws';
import type { Person } from '../../../shared/domain/person.ts';
import type { Ticket } from '../../../shared/domain/ticket.ts';
import { Refusal } from '../../../shared/domain/refusals.ts';
import { largestDocumentFrameBytes } from '../../../shared/protocol/document.ts';
import type { LiveConnection } from '../../access/liveAccess.ts';
import type { Principal } from '../../access/principal.ts';
import type { Report } from '../../ports/report.ts';
import type { Rooms } from '../../rooms/rooms.ts';
import { toRefusal } from '../answer.ts';
import { type DocumentAddress, isDocumentAddress, readDocumentAddress } from './documentAddress.ts';
import { DocumentWebSocket } from './documentSocket.ts';
import { watchLiveness } from './liveness.ts';
import { Member } from './member.ts';
import { refuseUpgrade } from './refuseUpgrade.ts';

export type DocumentAccess = 'write' | 'read' | 'none';

/** A ticket's document as somebody was let in to it. */
export interface Admission {
  /** With the person and, where that is known, the ticket as they are now. */
  readonly accessOf: (person: Person, ticket?: Ticket) => DocumentAccess;
  /** Whether what was written in it before was erased. */
  readonly wasErased?: boolean;
}

/** Somebody who may have a document, and what they asked for. */
export interface Admitted extends Admission, DocumentAddress {
  readonly principal: Principal;
}

export interface DocumentDoor {
  readonly rooms: Rooms;
  readonly report: Report;
  readonly allowedOrigin: (request: IncomingMessage) => boolean;
  /** Throws Refusal, for instance `tooManyRequests`. */
  readonly authenticate: (request: IncomingMessage) => Promise<Principal | undefined>;
  /** Throws Refusal `ticketNotFound` when there is no such ticket for this person. */
  readonly accessTo: (person: Person, ticketId: string) => Promise<Admission>;
  /** Enters what stays open, to be cut when it may no longer be; returns how to leave. */
  readonly enterLive: (connection: LiveConnection) => () => void;
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
      (admitted) => {
        socket.off('error', ignore);
        webSockets.handleUpgrade(request, socket, head, (webSocket) => {
          enter(webSocket, admitted);
        });
      },
      (reason: unknown) => {
        refuseUpgrade(socket, toRefusal(reason, door.report));
      },
    );
  }

  function enter(webSocket: WebSocket, admitted: Admitted): void {
    // Its 'close' follows, which is all that matters.
    webSocket.on('error', () => undefined);
    liveness.watch(webSocket);
    new Member(admitted).enter(webSocket, door);
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

async function admit(request: IncomingMessage, door: DocumentDoor): Promise<Admitted> {
  if (!door.allowedOrigin(request)) throw new Refusal('originNotAllowed');
  const principal = await door.authenticate(request);
  if (!principal) throw new Refusal('signInNeeded');
  const address = readDocumentAddress(request.url ?? '');
  if (!address) throw new Refusal('ticketNotFound');
  const admission = await door.accessTo(principal.person, address.ticketId);
  if (admission.accessOf(principal.person) === 'none') throw new Refusal('ticketNotFound');
  return { ...address, ...admission, principal };
}
