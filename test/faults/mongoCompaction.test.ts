import { MongoClient } from 'mongodb';
import { type TestContext, afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Documents } from '../../server/ports/documents.ts';
import type { Store } from '../../server/ports/store.ts';
import { openMongoStore } from '../../server/storage/mongo/mongoStore.ts';
import { type OwnMongo, describeWithOwnMongo } from '../support/mongo.ts';
import { breakableStoreOn, startBreakableServer } from './mongoServer.ts';
import { type MongoProxy, startMongoProxy } from './mongoProxy.ts';

const bytes = (...values: number[]) => Uint8Array.from(values);
const compaction = (since: number, through: number, ...state: number[]) => ({ since, through, state: bytes(...state) });

/** What several servers do to one document at once, with the steps put in the worst order. */
describeWithOwnMongo('a document on MongoDB', () => {
  let server: OwnMongo;
  beforeAll(async () => {
    server = await startBreakableServer();
  });
  afterAll(() => server.stop());

  test('keeps an update that was on its way while another server compacted past its place', async (context) => {
    const { slow, proxy, fast } = await twoServers(context, server);
    await slow.append('doc', 'first', [bytes(1)]);
    const hold = proxy.hold('insert', 'updates');

    const late = slow.append('doc', 'first', [bytes(4)]);
    await hold.reached;
    await fast.append('doc', 'first', [bytes(2), bytes(3)]);
    expect(await fast.compact('doc', 'first', compaction(0, 4, 0, 1, 2, 3))).toBe(true);
    hold.letThrough();

    expect(await late).toBe(5);
    expect((await fast.load('doc'))?.updates).toEqual([bytes(0, 1, 2, 3), bytes(4)]);
  });

  test('is never shown without the updates that were compacted while it was read', async (context) => {
    const { slow, proxy, fast } = await twoServers(context, server);
    await fast.append('doc', 'first', [bytes(1), bytes(2)]);
    const hold = proxy.hold('find', 'updates');

    const loaded = slow.load('doc');
    await hold.reached;
    expect(await fast.compact('doc', 'first', compaction(0, 3, 0, 1, 2))).toBe(true);
    hold.letThrough();

    expect(await loaded).toMatchObject({ updates: [bytes(0, 1, 2)], compacted: 3, through: 3 });
  });

  test('that is compacted while its base is read is read again', async (context) => {
    const { slow, proxy, fast } = await twoServers(context, server);
    await fast.append('doc', 'first', [bytes(1)]);
    const hold = proxy.hold('find', 'chunks');

    const loaded = slow.load('doc');
    await hold.reached;
    expect(await fast.compact('doc', 'first', compaction(0, 2, 0, 1))).toBe(true);
    hold.letThrough();

    expect(await loaded).toMatchObject({ updates: [bytes(0, 1)], compacted: 2, through: 2 });
  });

  test('takes the first of two compactions and leaves the late one void, whichever wrote its state first', async (context) => {
    const { slow, proxy, fast } = await twoServers(context, server);
    await fast.append('doc', 'first', [bytes(1), bytes(2)]);
    const hold = proxy.hold('update', 'documents');

    const late = slow.compact('doc', 'first', compaction(0, 2, 0, 1));
    await hold.reached;
    expect(await fast.compact('doc', 'first', compaction(0, 3, 0, 1, 2))).toBe(true);
    expect(await fast.append('doc', 'first', [bytes(3)])).toBe(4);
    hold.letThrough();

    expect(await late).toBe(false);
    expect((await slow.load('doc'))?.updates).toEqual([bytes(0, 1, 2), bytes(3)]);
  });

  test('survives a next compaction that begins before the one before it has tidied up', async (context) => {
    const { slow, proxy, fast } = await twoServers(context, server);
    await fast.append('doc', 'first', [bytes(1)]);
    const hold = proxy.hold('delete', 'chunks');

    const first = slow.compact('doc', 'first', compaction(0, 2, 0, 1));
    await hold.reached;
    await fast.append('doc', 'first', [bytes(2)]);
    expect(await fast.compact('doc', 'first', compaction(2, 3, 0, 1, 2))).toBe(true);
    hold.letThrough();

    expect(await first).toBe(true);
    expect((await fast.load('doc'))?.updates).toEqual([bytes(0, 1, 2)]);
  });

  describe.for([
    ['its new state is written', 'insert', false],
    ['its row is turned to it', 'update', false],
    ['what it replaced is removed', 'delete', true],
  ] as const)('whose compaction breaks off before %s', ([, command, isDone]) => {
    test('is whole, and the next compaction leaves nothing behind', async () => {
      const broken = await breakableStoreOn(server);
      const { documents } = broken.store;
      await documents.create('doc', 'first', bytes(0));
      await documents.append('doc', 'first', [bytes(1), bytes(2)]);

      // No error that passes: as if the process had ended there.
      await broken.fail([command], { errorCode: 2 }, 1);
      const brokenOff = await documents.compact('doc', 'first', compaction(0, 2, 0, 1)).catch(() => false);

      expect(brokenOff).toBe(isDone);
      const stored = await documents.load('doc');
      expect(stored?.updates.flatMap((update) => [...update])).toEqual([0, 1, 2]);

      await documents.append('doc', 'first', [bytes(3)]);
      expect(await documents.compact('doc', 'first', compaction(isDone ? 2 : 0, 4, 0, 1, 2, 3))).toBe(true);
      expect((await documents.load('doc'))?.updates).toEqual([bytes(0, 1, 2, 3)]);
      expect(await rowsIn(server, broken.database)).toEqual({ updates: 0, chunks: 1 });
      await broken.close();
    });
  });
});

let databases = 0;

/** `slow` is reached through a proxy that can hold its commands; both see the document `doc`, seeded with 0. */
async function twoServers(context: TestContext, server: OwnMongo) {
  databases += 1;
  const database = `compaction${String(databases)}`;
  const proxy: MongoProxy = await startMongoProxy(server.url);
  context.onTestFinished(() => proxy.close());
  const open = async (url: string): Promise<Documents> => {
    const store: Store = await openMongoStore({ url, database });
    context.onTestFinished(() => store.close());
    return store.documents;
  };
  const [slow, fast] = [await open(proxy.url), await open(server.url)];
  await fast.create('doc', 'first', bytes(0));
  return { slow, proxy, fast };
}

async function rowsIn(server: OwnMongo, database: string) {
  const client = new MongoClient(server.url);
  const [updates, chunks] = [
    await client.db(database).collection('updates').countDocuments(),
    await client.db(database).collection('chunks').countDocuments(),
  ];
  await client.close();
  return { updates, chunks };
}
