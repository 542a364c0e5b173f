import { randomUUID } from 'node:crypto';
import type { RoomLimits } from '../../server/rooms/limits.ts';
import { createRooms } from '../../server/rooms/rooms.ts';
import { Refusal } from '../../shared/domain/refusals.ts';
import { FrameClient, HandSchedule, settle } from './documentRoom.ts';
import { HeldDocuments, MemoryDocuments } from './memoryDocuments.ts';
import { MemoryVersions } from './memoryVersions.ts';
import { buildUpdate } from './updates.ts';

const limits: Partial<RoomLimits> = { graceMs: 1000, heartbeatMs: 15_000 };

/** Rooms of a server process on a store whose every call waits for the test. */
export function aServer(store = new MemoryDocuments(), changed: Partial<RoomLimits> = {}) {
  const documents = new HeldDocuments(store);
  const schedule = new HandSchedule();
  const reported: unknown[] = [];
  const versions = new MemoryVersions();
  const rooms = createRooms({
    documents,
    versions,
    clock: { now: () => new Date(Date.UTC(2026, 2, 2, 12) + schedule.now()) },
    schedule,
    limits: { ...limits, ...changed },
    newId: randomUUID,
    seedFor: (ticketId) =>
      ticketId.endsWith('404')
        ? Promise.reject(new Refusal('ticketNotFound'))
        : Promise.resolve(buildUpdate((doc) => doc.getText('t').insert(0, 'seed '))),
    report: (reason) => reported.push(reason),
  });
  /** Lets everything happen that was begun, time apart. */
  const run = async () => {
    for (let round = 0; round < 4; round += 1) {
      schedule.turn();
      await settle();
      while (await documents.carryOut()) await settle();
    }
  };
  return { rooms, store, documents, versions, schedule, reported, run };
}

/** A client that has asked for the document and got it, unless it was turned away. */
export async function aClientOf(server: ReturnType<typeof aServer>, joining = {}): Promise<FrameClient> {
  const client = new FrameClient(server.rooms, joining);
  client.sync();
  await server.run();
  return client;
}
