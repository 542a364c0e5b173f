import { setTimeout as sleep } from 'node:timers/promises';
import { MongoClient } from 'mongodb';
import { type TestContext, expect, inject, test, vi } from 'vitest';
import type { Store } from '../../server/ports/store.ts';
import { openMongoStore } from '../../server/storage/mongo/mongoStore.ts';
import { numbers } from '../contract/numbers.ts';
import { describeWithOwnMongo, startMongo } from '../support/mongo.ts';
import { runMongo } from '../support/mongoProgram.ts';
import { isStopped } from '../support/process.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { expectAllThere } from './acknowledged.ts';
import { startMongoProxy } from './mongoProxy.ts';
import { type BreakableStore, breakableStoreOn, startBreakableServer } from './mongoServer.ts';
import { type Acknowledged, entryOf, writeAll } from './writers.ts';

const rounds = process.env['SOAK'] === '1' ? 25 : 2;
const database = 'faults';

/** Mostly waiting, so they wait together; each has a server of its own. */
describeWithOwnMongo('the MongoDB store', { concurrent: true }, () => {
  test('an entry whose confirmation is lost on the way back is written once, however often that happens', async (context) => {
    const { server, store: direct } = await aStore(context);
    const proxy = await startMongoProxy(server.url);
    const store = await openMongoStore({ url: proxy.url, database });
    context.onTestFinished(() => proxy.close());
    context.onTestFinished(() => store.close());

    for (const seq of numbers(1, 8)) {
      // The driver repeats once under the same number, which the server recognises; from then on it is up to the store.
      proxy.loseAnswers(seq % 4);
      expect(await store.log.append([entryOf('one', seq)])).toEqual({ appended: 1, conflict: null });
    }
    proxy.loseAnswers(3);
    expect(await store.log.append(numbers(9, 30).map((seq) => entryOf('one', seq)))).toMatchObject({ appended: 22 });

    expect(proxy.lost()).toBe(15);
    const log = await direct.log.read('one', { after: 0, limit: 100 });
    expect(log).toEqual(numbers(1, 30).map((seq) => entryOf('one', seq)));
  });

  test(`has everything it acknowledged after each of ${String(rounds)} times the server was killed while it wrote`, async (context) => {
    const { server, store } = await aStore(context);
    const writing = startWriting(store);

    for (const round of numbers(1, rounds)) {
      await writing.acknowledges(100 * round);
      await sleep(Math.random() * 200);
      await server.kill9();
      await server.restart();
    }
    await writing.acknowledges(writing.acknowledged.length + 100);
    await writing.stop();

    await expectAllThere(store, writing.acknowledged);
  });

  test('rides out an election: writes wait for the new primary and none is refused', async (context) => {
    const { server, store } = await aStore(context);
    const writing = startWriting(store);
    await writing.acknowledges(50);

    const client = new MongoClient(server.url, { directConnection: true });
    context.onTestFinished(() => client.close());
    await client
      .db('admin')
      .command({ replSetStepDown: 3, force: true })
      .catch(() => undefined);
    const steppedDownAt = performance.now();
    await writing.acknowledges(writing.acknowledged.length + 50);
    await writing.stop();

    expect(performance.now() - steppedDownAt).toBeLessThan(20_000);
    expect(writing.refusals()).toBe(0);
    await expectAllThere(store, writing.acknowledged);
  });

  test('a frozen server is told within five seconds, by ping and by writes, and goes on where it was', async (context) => {
    const { process: server, url } = await runMongo(inject('mongoProgram')!, temporaryFolder('frozen'));
    context.onTestFinished(() => server.stop());
    const store = await openMongoStore({ url, database });
    context.onTestFinished(() => store.close());
    await store.log.append([entryOf('one', 1)]);
    const unavailable = { reason: { code: 'storeUnavailable' } };

    process.kill(server.pid, 'SIGSTOP');
    await vi.waitUntil(() => isStopped(server.pid));
    const frozenAt = performance.now();
    const refused = await Promise.allSettled([
      store.ping(),
      store.log.append([entryOf('one', 2)]),
      store.log.head('one'),
    ]);
    const refusedAfter = performance.now() - frozenAt;
    process.kill(server.pid, 'SIGCONT');

    expect(refused).toMatchObject([unavailable, unavailable, unavailable]);
    expect(refusedAfter).toBeLessThan(5_500);
    expect(await store.log.append([entryOf('one', 2)])).toEqual({ appended: 1, conflict: null });
    expect(await store.log.read('one', { after: 0, limit: 10 })).toEqual([entryOf('one', 1), entryOf('one', 2)]);
  });

  test('a server that takes a command and is silent is given up on within five seconds, and nothing happens twice', async (context) => {
    const broken = await aBreakableStore(context);
    await broken.fail(['insert'], { blockConnection: true, blockTimeMS: 6_000 }, 1);
    const askedAt = performance.now();

    const refused = broken.store.log.append([entryOf('one', 1)]);
    await expect(refused).rejects.toMatchObject({ code: 'storeUnavailable' });
    expect(performance.now() - askedAt).toBeLessThan(5_500);

    // The command that was given up on comes through some time during this.
    for (const seq of numbers(1, 20)) {
      expect(await broken.store.log.append([entryOf('one', seq)])).toEqual({ appended: 1, conflict: null });
    }
    while (performance.now() - askedAt < 6_500) await broken.store.ping();
    expect(await broken.store.log.append([entryOf('one', 1)])).toEqual({ appended: 1, conflict: null });
    const log = await broken.store.log.read('one', { after: 0, limit: 100 });
    expect(log).toEqual(numbers(1, 20).map((seq) => entryOf('one', seq)));
  });
});

async function aStore(context: TestContext) {
  const server = await startMongo();
  context.onTestFinished(() => server.stop());
  const store = await openMongoStore({ url: server.url, database });
  context.onTestFinished(() => store.close());
  return { server, store };
}

async function aBreakableStore(context: TestContext): Promise<BreakableStore> {
  const server = await startBreakableServer();
  context.onTestFinished(() => server.stop());
  const broken = await breakableStoreOn(server);
  context.onTestFinished(() => broken.close());
  return broken;
}

function startWriting(store: Store) {
  const acknowledged: Acknowledged[] = [];
  let [going, refusals] = [true, 0];
  const ended = writeAll(store, {
    acknowledge: (saved) => acknowledged.push(saved),
    refused: () => (refusals += 1),
    goOn: () => going,
  });
  return {
    acknowledged,
    refusals: () => refusals,
    /** Resolves once so many are; fails when writing has ended instead. */
    acknowledges: async (count: number) => {
      while (acknowledged.length < count) await Promise.race([sleep(10), ended]);
    },
    stop: () => {
      going = false;
      return ended;
    },
  };
}
