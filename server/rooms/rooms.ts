import type * as Y from 'yjs';
import { documentCloses } from '../../shared/protocol/document.ts';
import type { Report } from '../ports/report.ts';
import { Connection, type Joining } from './connection.ts';
import { type RoomLimits, defaultLimits } from './limits.ts';
import type { Seeding } from './openStored.ts';
import { AwakeReplicas } from './replica.ts';
import { Room, type RoomParts } from './room.ts';
import type { RoomSocket } from './roomSocket.ts';
import { type Schedule, systemSchedule } from './schedule.ts';

export interface RoomsParts extends Seeding {
  readonly report: Report;
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
  /** Closes the ticket's document for everybody and removes it from the store; whoever comes next gets a new one. */
  erase(ticketId: string): Promise<void>;
  /** For a stop: takes nothing more in, and resolves when all that was taken in is durable and every socket is closed. */
  drain(): Promise<void>;
  /** How many documents are loaded. */
  readonly size: number;
}

export function createRooms({ schedule = systemSchedule, limits: changed, ...rest }: RoomsParts): Rooms {
  const limits = { ...defaultLimits, ...changed };
  const parts: RoomParts = { ...rest, schedule, limits, awake: new AwakeReplicas(limits.liveDocs) };
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
    epochOf: async (ticketId) => {
      await erasures.get(ticketId);
      return roomOf(ticketId).epoch();
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
