import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { emptyBoard, toSnapshot } from '../../shared/domain/board.ts';
import type { OwnMongo } from '../support/mongo.ts';
import { describeWithOwnMongo } from '../support/mongo.ts';
import { aBoardId, aSession, aTicket } from '../contract/bench.ts';
import { numbers } from '../contract/numbers.ts';
import { type BreakableStore, breakableStoreOn, startBreakableServer } from './mongoServer.ts';
import { entryOf } from './writers.ts';

const bytes = (...values: number[]) => Uint8Array.from(values);
const writes = ['insert', 'update', 'findAndModify'];
const unconfirmed = { writeConcernError: { code: 64, errmsg: 'waiting for replication timed out' } };

/** The driver itself repeats once where it may; three in a row is more than it takes. */
const faults = [
  ['the connection is closed', { closeConnection: true }],
  ['it is written, yet no majority confirms it', unconfirmed],
  ['the server is not primary any more', { errorCode: 10107 }],
  ['the server is shutting down', { errorCode: 91 }],
  ['the primary steps down', { errorCode: 189 }],
] as const;
/** The others make the driver look for another primary, half a second each time. */
const quickFaults = process.env['SOAK'] === '1' ? faults : faults.slice(0, 2);

describeWithOwnMongo('the MongoDB store', () => {
  let server: OwnMongo;
  let broken: BreakableStore;
  let board: string;
  beforeAll(async () => {
    server = await startBreakableServer();
    broken = await breakableStoreOn(server);
  });
  beforeEach(() => {
    board = aBoardId();
  });
  afterEach(() => broken.heal());
  afterAll(async () => {
    await broken.close();
    await server.stop();
  });

  describe.for(faults)('when %s three times in a row', ([, fault]) => {
    test('appends each entry exactly once all the same', async () => {
      await broken.store.log.append([entryOf(board, 1)]);
      await broken.fail(['insert'], fault, 3);

      const result = await broken.store.log.append(numbers(2, 6).map((seq) => entryOf(board, seq)));

      expect(result).toEqual({ appended: 5, conflict: null });
      const log = await broken.store.log.read(board, { after: 0, limit: 100 });
      expect(log).toEqual(numbers(1, 6).map((seq) => entryOf(board, seq)));
    });
  });

  describe.for(quickFaults)('also when %s three times in a row', ([, fault]) => {
    test('a command that was lost to another one is told so, and is not written', async () => {
      await broken.store.log.append([entryOf(board, 1)]);
      await broken.fail(['insert'], fault, 3);

      const result = await broken.store.log.append([{ ...entryOf(board, 1), commandId: 'late' }]);

      expect(result).toEqual({ appended: 0, conflict: 'seq' });
      expect(await broken.store.log.head(board)).toBe(1);
    });

    test('documents lose no update and are made once', async () => {
      const { documents } = broken.store;
      await broken.fail(writes, fault, 3);
      expect(await documents.create(board, 'first', bytes(1))).toBe(true);
      await broken.fail(writes, fault, 3);
      const seq = await documents.append(board, 'first', [bytes(2), bytes(3)]);
      await broken.fail([...writes, 'delete'], fault, 3);
      expect(await documents.compact(board, 'first', { since: 0, through: seq, state: bytes(1, 2, 3) })).toBe(true);
      await broken.fail(['insert'], fault, 3);
      await documents.append(board, 'first', [bytes(4)]);

      const stored = await documents.load(board);

      expect(stored?.updates).toEqual([bytes(1, 2, 3), bytes(4)]);
      expect(stored?.compacted).toBe(seq);
      expect(await documents.create(board, 'second', bytes(9))).toBe(false);
    });

    test('what is derived, sessions and files are kept', async () => {
      const { projections, sessions, blobs } = broken.store;
      const snapshot = { ...toSnapshot(emptyBoard(board)), seq: 7 };
      const session = aSession({ idHash: board });
      const blob = { id: board, ticketId: 'one-1', type: 'text/plain', name: 'file', bytes: bytes(1, 2, 3) };

      await broken.fail(writes, fault, 3);
      await projections.saveTickets(board, [aTicket(board, 1), aTicket(board, 2)]);
      await broken.fail(writes, fault, 3);
      await projections.saveSnapshot(snapshot);
      await broken.fail(writes, fault, 3);
      await sessions.save(session);
      await broken.fail(writes, fault, 3);
      await blobs.put(blob);

      const { tickets } = await projections.findTickets(board, { words: [], limit: 10 });
      expect(tickets.map(({ number }) => number)).toEqual([2, 1]);
      expect(await projections.loadSnapshot(board)).toEqual(snapshot);
      expect(await sessions.find(board)).toEqual(session);
      expect(await blobs.get(board)).toEqual(blob);
    });
  });

  test('reading survives closed connections and servers that are not primary', async () => {
    await broken.store.log.append([entryOf(board, 1)]);

    for (const fault of [{ closeConnection: true }, { errorCode: 13436 }]) {
      await broken.fail(['find'], fault, 3);
      expect(await broken.store.log.read(board, { after: 0, limit: 10 })).toEqual([entryOf(board, 1)]);
    }
  });

  test('a full disk is called that', async () => {
    await broken.fail(['insert'], { errorCode: 14031 }, 1);

    await expect(broken.store.log.append([entryOf(board, 1)])).rejects.toMatchObject({ code: 'storeFull' });

    expect(await broken.store.log.append([entryOf(board, 1)])).toEqual({ appended: 1, conflict: null });
  });
});
