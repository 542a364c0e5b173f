import { randomUUID } from 'node:crypto';
import { type IncomingMessage, type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Rooms, createRooms } from '../../server/rooms/rooms.ts';
import { type DocumentAccess, attachDocuments } from '../../server/transport/document/documents.ts';
import { Refusal } from '../../shared/domain/refusals.ts';
import { ada } from './builders.ts';
import { MemoryDocuments } from './memoryDocuments.ts';
import { buildUpdate } from './updates.ts';

export interface DoorOptions {
  readonly store?: MemoryDocuments;
  readonly port?: number;
  readonly access?: DocumentAccess;
  readonly pingEveryMs?: number;
  /** Before the answer to who somebody is. */
  readonly whileAuthenticating?: () => Promise<void>;
}

export interface OpenDoor {
  readonly http: Server;
  readonly port: number;
  readonly url: string;
  readonly store: MemoryDocuments;
  readonly rooms: Rooms;
  readonly reported: unknown[];
  /** As a stop does: what was taken in is durable first. */
  close: () => Promise<void>;
}

/** The document door alone, on a port of its own. Whoever says `?token=ada` is Ada; tickets named 404 do not exist. */
export async function openDoor(options: DoorOptions = {}): Promise<OpenDoor> {
  const { store = new MemoryDocuments(), access = 'write', pingEveryMs } = options;
  const http = createServer((_request, response) => response.end('a page'));
  const reported: unknown[] = [];
  const report = (reason: unknown) => reported.push(reason);
  const seedFor = () => Promise.resolve(buildUpdate((doc) => doc.getText('t').insert(0, 'seed ')));
  const rooms = createRooms({ documents: store, newId: randomUUID, seedFor, report });
  const documents = attachDocuments(http, {
    rooms,
    report,
    allowedOrigin: ({ headers }) => headers.origin === undefined || headers.origin === 'https://board.example',
    authenticate: async (request) => {
      await options.whileAuthenticating?.();
      return tokenOf(request) === 'ada' ? ada : undefined;
    },
    accessTo: (_person, ticketId) =>
      ticketId.endsWith('-404') ? Promise.reject(new Refusal('ticketNotFound')) : Promise.resolve(access),
    ...(pingEveryMs !== undefined && { pingEveryMs }),
  });
  await new Promise<void>((resolve) => http.listen(options.port ?? 0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  return {
    ...{ http, port, store, rooms, reported },
    url: `ws://127.0.0.1:${String(port)}/documents`,
    close: async () => {
      await documents.close();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}

function tokenOf({ url = '' }: IncomingMessage): string | null {
  return new URL(url, 'http://localhost').searchParams.get('token');
}
