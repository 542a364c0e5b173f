import { MongoClient } from 'mongodb';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '../../server/ports/store.ts';
import { openMongoStore } from '../../server/storage/mongo/mongoStore.ts';
import { aBoardId } from '../contract/bench.ts';
import { type OwnMongo, describeWithOwnMongo } from '../support/mongo.ts';
import { type BreakableStore, breakableStoreOn, startBreakableServer } from './mongoServer.ts';
import { type MongoProxy, startMongoProxy } from './mongoProxy.ts';

const bytes = (...values: number[]) => Uint8Array.from(values);
const compaction = (since: number, through: number, ...state: number[]) => ({ since, through, state: bytes(...state) });

/** What several servers do to one document at once, with the steps put in the worst order. */
describeWithOwnMongo('a document on MongoDB', () => {
  let server: OwnMongo;
  let proxy: MongoProxy;
  let broken: BreakableStore;
  /** Reached through a proxy that can hold its commands. */
  let slowStore: Store;
  let id: string;
  beforeAll(async () => {
    server = await startBreakableServer();
    proxy = await startMongoProxy(server.url);
    broken = await breakableStoreOn(server);
    slowStore = await openMongoStore({ url: proxy.url, database: broken.database });
  });
  /** In the epoch `first`, with the seed 0. */
  beforeEach(async () => {
    id = aBoardId();
    await broken.store.documents.create(id, 'first', bytes(0));
  });
  afterEach(() => broken.heal());
  afterAll(async () => {
    await slowStore.close();
    await broken.close();
    await proxy.close();
    await server.stop();
  });

  test('keeps an update that was on its way while another server compacted past its place', async () => {
    const [slow, fast] = [slowStore.documents, broken.store.documents];
    await slow.append(id, 'first', [bytes(1)]);
    const hold = proxy.hold('insert', 'updates');

    const late = slow.append(id, 'first', [bytes(4)]);
    await hold.reached;
    await fast.append(id, 'first', [bytes(2), bytes(3)]);
    expect(await fast.compact(id, 'first', compaction(0, 4, 0, 1, 2, 3))).toBe(true);
    hold.letThrough();

    expect(await late).toBe(5);
    expect((await fast.load(id))?.updates).toEqual([bytes(0, 1, 2, 3), bytes(4)]);
  });

  test('is never shown without the updates that were compacted while it was read', async () => {
    const [slow, fast] = [slowStore.documents, broken.store.documents];
    await fast.append(id, 'first', [bytes(1), bytes(2)]);
    const hold = proxy.hold('find', 'updates');

    const loaded = slow.load(id);
    await hold.reached;
    expect(await fast.compact(id, 'first', compaction(0, 3, 0, 1, 2))).toBe(true);
    hold.letThrough();

    expect(await loaded).toMatchObject({ updates: [bytes(0, 1, 2)], compacted: 3, through: 3 });
  });

  test('that is compacted while its base is read is read again', async () => {
    const [slow, fast] = [slowStore.documents, broken.store.documents];
    await fast.append(id, 'first', [bytes(1)]);
    const hold = proxy.hold('find', 'chunks');

    const loaded = slow.load(id);
    await hold.reached;
    expect(await fast.compact(id, 'first', compaction(0, 2, 0, 1))).toBe(true);
    hold.letThrough();

    expect(await loaded).toMatchObject({ updates: [bytes(0, 1)], compacted: 2, through: 2 });
  });

  test('takes the first of two compactions and leaves the late one void, whichever wrote its state first', async () => {
    const [slow, fast] = [slowStore.documents, broken.store.documents];
    await fast.append(id, 'first', [bytes(1), bytes(2)]);
    const hold = proxy.hold('update', 'documents');

    const late = slow.compact(id, 'first', compaction(0, 2, 0, 1));
    await hold.reached;
    expect(await fast.compact(id, 'first', compaction(0, 3, 0, 1, 2))).toBe(true);
    expect(await fast.append(id, 'first', [bytes(3)])).toBe(4);
    hold.letThrough();

    expect(await late).toBe(false);
    expect((await slow.load(id))?.updates).toEqual([bytes(0, 1, 2), bytes(3)]);
  });

  test('survives a next compaction that begins before the one before it has tidied up', async () => {
    const [slow, fast] = [slowStore.documents, broken.store.documents];
    await fast.append(id, 'first', [bytes(1)]);
    const hold = proxy.hold('delete', 'chunks');

    const first = slow.compact(id, 'first', compaction(0, 2, 0, 1));
    await hold.reached;
    await fast.append(id, 'first', [bytes(2)]);
    expect(await fast.compact(id, 'first', compaction(2, 3, 0, 1, 2))).toBe(true);
    hold.letThrough();

    expect(await first).toBe(true);
    expect((await fast.load(id))?.updates).toEqual([bytes(0, 1, 2)]);
  });

  describe.for([
    ['its new state is written', 'insert', false],
    ['its row is turned to it', 'update', false],
    ['what it replaced is removed', 'delete', true],
  ] as const)('whose compaction breaks off before %s', ([, command, isDone]) => {
    test('is whole, and the next compaction leaves nothing behind', async () => {
      const { documents } = broken.store;
      await documents.append(id, 'first', [bytes(1), bytes(2)]);

      // No error that passes: as if the process had ended there.
      await broken.fail([command], { errorCode: 2 }, 1);
      const brokenOff = await documents.compact(id, 'first', compaction(0, 2, 0, 1)).catch(() => false);

      expect(brokenOff).toBe(isDone);
      const stored = await documents.load(id);
      expect(stored?.updates.flatMap((update) => [...update])).toEqual([0, 1, 2]);

      await documents.append(id, 'first', [bytes(3)]);
      expect(await documents.compact(id, 'first', compaction(isDone ? 2 : 0, 4, 0, 1, 2, 3))).toBe(true);
      expect((await documents.load(id))?.updates).toEqual([bytes(0, 1, 2, 3)]);
      expect(await rowsOf(id, server.url, broken.database)).toEqual({ updates: 0, chunks: 1 });
    });
  });
});

async function rowsOf(id: string, url: string, database: string) {
  const client = new MongoClient(url);
  const db = client.db(database);
  const updates = await db.collection('updates').countDocuments({ document: id });
  const chunks = await db.collection('chunks').countDocuments({ owner: `document/${id}/first` });
  await client.close();
  return { updates, chunks };
}
