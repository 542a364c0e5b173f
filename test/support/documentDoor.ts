import { randomUUID } from 'node:crypto';
import { type IncomingMessage, type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LiveConnection } from '../../server/access/liveAccess.ts';
import type { Principal } from '../../server/access/principal.ts';
import type { Documents } from '../../server/ports/documents.ts';
import type { RoomLimits } from '../../server/rooms/limits.ts';
import { type Rooms, createRooms } from '../../server/rooms/rooms.ts';
import { type DocumentAccess, attachDocuments } from '../../server/transport/document/documents.ts';
import { Refusal } from '../../shared/domain/refusals.ts';
import type { Person } from '../../shared/domain/person.ts';
import { ada, bo } from './builders.ts';
import { MemoryDocuments } from './memoryDocuments.ts';
import { MemoryVersions } from './memoryVersions.ts';
import { buildUpdate } from './updates.ts';

export interface DoorOptions {
  readonly store?: Documents;
  readonly port?: number;
  readonly access?: DocumentAccess;
  readonly limits?: Partial<RoomLimits>;
  readonly pingEveryMs?: number;
  /** As when a session ends between the request and the upgrade. */
  readonly revokedOnEntering?: boolean;
  /** Before the answer to who somebody is. */
  readonly whileAuthenticating?: () => Promise<void>;
}

export interface OpenDoor {
  readonly http: Server;
  readonly port: number;
  readonly url: string;
  readonly store: Documents;
  readonly rooms: Rooms;
  readonly reported: unknown[];
  /** What is open, in the order it came; a test may ask or cut it as the server does. */
  readonly live: LiveConnection[];
  /** What everybody may do from now on; they hear of it when they are asked. */
  allow(access: DocumentAccess): void;
  /** As a stop does: what was taken in is durable first. */
  close: () => Promise<void>;
}

/** The document door alone, on a port of its own. Whoever says `?token=ada` is Ada, and so with Bo; tickets named 404 do not exist. */
export async function openDoor(options: DoorOptions = {}): Promise<OpenDoor> {
  const { store = new MemoryDocuments(), limits = {}, pingEveryMs } = options;
  let { access = 'write' } = options;
  const live: LiveConnection[] = [];
  const http = createServer((_request, response) => response.end('a page'));
  const reported: unknown[] = [];
  const report = (reason: unknown) => reported.push(reason);
  const seedFor = () => Promise.resolve(buildUpdate((doc) => doc.getText('t').insert(0, 'seed ')));
  const rooms = createRooms({
    documents: store,
    versions: new MemoryVersions(),
    newId: randomUUID,
    seedFor,
    report,
    limits,
  });
  const documents = attachDocuments(http, {
    rooms,
    report,
    allowedOrigin: ({ headers }) => headers.origin === undefined || headers.origin === 'https://board.example',
    authenticate: async (request) => {
      await options.whileAuthenticating?.();
      const person = [ada, bo].find(({ id }) => id === tokenOf(request));
      return person && principalOf(person);
    },
    accessTo: (_person, ticketId) =>
      ticketId.endsWith('-404')
        ? Promise.reject(new Refusal('ticketNotFound'))
        : Promise.resolve({ accessOf: () => access }),
    enterLive: (connection) => {
      live.push(connection);
      if (options.revokedOnEntering) connection.cut('signInNeeded');
      return () => live.splice(live.indexOf(connection), 1);
    },
    ...(pingEveryMs !== undefined && { pingEveryMs }),
  });
  await new Promise<void>((resolve) => http.listen(options.port ?? 0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  return {
    ...{ http, port, store, rooms, reported, live },
    allow: (now) => (access = now),
    url: `ws://127.0.0.1:${String(port)}/documents`,
    close: async () => {
      await documents.close();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}

function principalOf(person: Person): Principal {
  return { person, grant: { kind: 'session', id: `session of ${person.id}`, expiresAt: null } };
}

function tokenOf({ url = '' }: IncomingMessage): string | null {
  return new URL(url, 'http://localhost').searchParams.get('token');
}
