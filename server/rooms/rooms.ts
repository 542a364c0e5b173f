import * as Y from 'yjs';
import type { PersonId } from '../../shared/domain/person.ts';
import { Refusal } from '../../shared/domain/refusals.ts';
import { restoreInvestigation } from '../../shared/document/restoreInvestigation.ts';
import type { VersionSummary } from '../../shared/protocol/http.ts';
import { documentCloses } from '../../shared/protocol/document.ts';
import { type Clock, systemClock } from '../ports/clock.ts';
import type { Report } from '../ports/report.ts';
import type { Version, Versions } from '../ports/versions.ts';
import { Connection, type Joining } from './connection.ts';
import { type RoomLimits, defaultLimits } from './limits.ts';
import type { Seeding } from './openStored.ts';
import { AwakeReplicas } from './replica.ts';
import type { LiveDocument } from './liveDocument.ts';
import { Room, type RoomParts } from './room.ts';
import type { RoomSocket } from './roomSocket.ts';
import type { WrittenListener } from './saveQueue.ts';
import { type Schedule, systemSchedule } from './schedule.ts';

export interface RoomsParts extends Seeding, WrittenListener {
  readonly versions: Versions;
  readonly report: Report;
  readonly clock?: Clock;
  readonly schedule?: Schedule;
  readonly limits?: Partial<RoomLimits>;
}

/** The documents that are open on this server, by ticket. */
export interface Rooms {
  /** Undefined when the socket was turned away at once. */
  connect(socket: RoomSocket, joining: Joining): Connection | undefined;
  /** The epoch of a ticket's document, which is made when there is none yet. Throws Refusal. */
  epochOf(ticketId: string): Promise<string>;
  /** A copy of a ticket's document as it is now, edits included that are not durable yet. Throws Refusal. */
  read(ticketId: string): Promise<Y.Doc>;
  /** Earlier versions of a ticket's document, newest first. Throws Refusal. */
  versionsOf(ticketId: string): Promise<VersionSummary[]>;
  /** Throws Refusal `versionNotFound`. */
  readVersion(ticketId: string, version: string): Promise<EarlierVersion>;
  /** Writes an earlier version into the document; resolves to the id of the version that was kept before, once durable. */
  restore(ticketId: string, { version, by }: { version: string; by: PersonId }): Promise<string>;
  /** Closes the ticket's document for everybody and removes it from the store; whoever comes next gets a new one. */
  erase(ticketId: string): Promise<void>;
  /** For a stop: takes nothing more in, and resolves when all that was taken in is durable and every socket is closed. */
  drain(): Promise<void>;
  /** How many documents are loaded. */
  readonly size: number;
}

export interface EarlierVersion {
  readonly summary: VersionSummary;
  readonly doc: Y.Doc;
}

export function createRooms(given: RoomsParts): Rooms {
  const { schedule = systemSchedule, clock = systemClock, limits: changed, ...rest } = given;
  const limits = { ...defaultLimits, ...changed };
  const parts: RoomParts = { ...rest, clock, schedule, limits, awake: new AwakeReplicas(limits.liveDocs) };
  const rooms = new Map<string, Room>();
  /** By ticket; until it is over nobody may open what is about to be gone. */
  const erasures = new Map<string, Promise<unknown>>();
  let isDraining = false;

  function roomOf(ticketId: string): Room {
    const open = rooms.get(ticketId);
    if (open) return open;
    const room = new Room(ticketId, parts, () => {
      if (rooms.get(ticketId) === room) rooms.delete(ticketId);
    });
    rooms.set(ticketId, room);
    return room;
  }

  async function opened(ticketId: string): Promise<LiveDocument> {
    await erasures.get(ticketId);
    return roomOf(ticketId).opened();
  }

  async function findVersion(ticketId: string, id: string): Promise<Version> {
    const { epoch } = await opened(ticketId);
    const version = await parts.versions.find({ id: ticketId, epoch }, id);
    if (!version) throw new Refusal('versionNotFound', { version: id });
    return version;
  }

  return {
    connect: (socket, joining) => {
      if (isDraining || erasures.has(joining.ticketId)) {
        socket.close(documentCloses.restarting.code, documentCloses.restarting.reason);
        return undefined;
      }
      const room = roomOf(joining.ticketId);
      const connection = new Connection({ socket, joining, door: room, limits, schedule, report: parts.report });
      room.enter(connection);
      return connection;
    },
    epochOf: async (ticketId) => (await opened(ticketId)).epoch,
    versionsOf: async (ticketId) => parts.versions.list({ id: ticketId, epoch: (await opened(ticketId)).epoch }),
    readVersion: async (ticketId, id) => {
      const { state, ...summary } = await findVersion(ticketId, id);
      return { summary, doc: docOf(state) };
    },
    restore: async (ticketId, { version: id, by }) => {
      const earlier = docOf((await findVersion(ticketId, id)).state);
      const document = await opened(ticketId);
      await document.written();
      const kept = await document.history.keep('restore', by);
      await document.change((doc) => {
        restoreInvestigation(doc, earlier);
      });
      return kept;
    },
    read: async (ticketId) => {
      await erasures.get(ticketId);
      return roomOf(ticketId).read();
    },
    erase: async (ticketId) => {
      const erasing = (erasures.get(ticketId) ?? Promise.resolve())
        .then(() => rooms.get(ticketId)?.erase())
        .then(() => parts.documents.remove(ticketId));
      const over = erasing.catch(() => undefined);
      erasures.set(ticketId, over);
      await erasing.finally(() => {
        if (erasures.get(ticketId) === over) erasures.delete(ticketId);
      });
    },
    drain: async () => {
      isDraining = true;
      await Promise.all([...rooms.values()].map((room) => room.drain()));
    },
    get size() {
      return rooms.size;
    },
  };
}

function docOf(state: Uint8Array): Y.Doc {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, state);
  return doc;
}
