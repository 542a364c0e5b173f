import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Libsql from 'libsql';
import { afterEach, describe, expect, test } from 'vitest';
import { Database, type Statement } from '../../server/storage/embedded/database.ts';
import { openEmbeddedStore } from '../../server/storage/embedded/embeddedStore.ts';
import { GroupCommit } from '../../server/storage/embedded/groupCommit.ts';
import { EmbeddedLog } from '../../server/storage/embedded/log.ts';
import type { Store } from '../../server/ports/store.ts';
import { numbers } from '../contract/numbers.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { canMountSmallDisks, mountSmallDisk } from './smallDisk.ts';
import { entryOf } from './writers.ts';

const storeFull = { code: 'storeFull' };
const storeUnavailable = { code: 'storeUnavailable' };
const done = { appended: 1, conflict: null };

const open: { close(): Promise<void> | void }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

describe('a full disk', () => {
  test('refuses what does not fit, keeps what was acknowledged, and takes writes again once there is room', async () => {
    const { log, database } = await aLogBeside(await aStore());
    const pages = (limit: number) => database.statement(`pragma max_page_count = ${String(limit)}`).first();
    pages(database.statement<[number]>('pragma page_count').first()![0] + 20);

    const acknowledged = await fill(log);
    expect(await log.head('one')).toBe(acknowledged);
    pages(100_000);

    expect(await log.append([entryOf('one', acknowledged + 1)])).toEqual(done);
    const all = await log.read('one', { after: 0, limit: 10_000 });
    expect(all).toEqual(numbers(1, acknowledged + 1).map((seq) => entryOf('one', seq)));
  });

  if (canMountSmallDisks()) test('the same on a real file system without room, files included', fillDisk);
  else console.warn('Nothing can be mounted here: a full disk is tried with a limit inside SQLite only.');
});

describe('a disk that does not confirm what it was given', () => {
  test('is never asked again: nothing more is written until a new process reads what is really there', async () => {
    const dataDir = temporaryFolder('sync');
    const store = await aStore(dataDir);
    const database = new DatabaseOnBadDisk(join(dataDir, 'swarmboard.db'));
    const commits = new GroupCommit(database, { lockWaitMs: 1_000 });
    const log = new EmbeddedLog(database, commits);
    open.push(database);
    await log.append([entryOf('one', 1)]);

    database.failNextSync = true;
    const together = [log.append([entryOf('one', 2)]), log.append([entryOf('two', 1)])];
    const results = await Promise.allSettled(together);

    expect(results).toMatchObject([{ reason: storeUnavailable }, { reason: storeUnavailable }]);
    await expect(log.append([entryOf('one', 2)])).rejects.toMatchObject(storeUnavailable);
    await expect(commits.write(() => undefined)).rejects.toMatchObject(storeUnavailable);
    expect(database.syncs).toBe(2);
    expect(await store.log.read('one', { after: 0, limit: 10 })).toEqual([entryOf('one', 1)]);
  });
});

describe('a store that another process holds', () => {
  test('takes what was asked once it is let go, and the process does other work meanwhile', async () => {
    const store = await aStore();
    const holder = await aHolder(store.dataDir);
    const stalls = watchStalls();

    const asked = store.log.append([entryOf('one', 1)]);
    const reads = await store.log.head('one');
    setTimeout(() => holder.execute('rollback'), 800);

    expect(reads).toBe(0);
    expect(await asked).toEqual(done);
    expect(stalls.longestMs()).toBeLessThan(400);
  });

  test('refuses within five seconds when it is not let go, and works again afterwards', async () => {
    const store = await aStore();
    const holder = await aHolder(store.dataDir);
    const askedAt = performance.now();
    const stalls = watchStalls();

    const refused = await Promise.allSettled([store.log.append([entryOf('one', 1)]), store.ping()]);

    expect(refused).toMatchObject([{ reason: storeUnavailable }, { reason: storeUnavailable }]);
    expect(performance.now() - askedAt).toBeLessThan(5_500);
    expect(stalls.longestMs()).toBeLessThan(400);
    holder.execute('rollback');
    expect(await store.log.append([entryOf('one', 1)])).toEqual(done);
  });
});

async function aStore(dataDir = temporaryFolder('disk')): Promise<Store & { dataDir: string }> {
  const store = await openEmbeddedStore({ dataDir });
  open.push(store);
  return { ...store, dataDir };
}

async function aLogBeside({ dataDir }: { dataDir: string }) {
  const database = new Database(join(dataDir, 'swarmboard.db'));
  open.push(database);
  return { database, log: new EmbeddedLog(database, new GroupCommit(database, { lockWaitMs: 1_000 })) };
}

async function aHolder(dataDir: string): Promise<Database> {
  const database = new Database(join(dataDir, 'swarmboard.db'));
  open.push(database);
  database.execute('begin immediate');
  return database;
}

/** Writes until there is no more room; resolves to the last seq that was acknowledged. */
async function fill(log: Pick<EmbeddedLog, 'append'>): Promise<number> {
  for (let seq = 1; ; seq += 1) {
    const appended = log.append([entryOf('one', seq)]).catch((error: unknown) => error);
    if (!('appended' in Object(await appended))) {
      expect(await appended).toMatchObject(storeFull);
      return seq - 1;
    }
  }
}

async function fillDisk(): Promise<void> {
  const disk = mountSmallDisk(3);
  open.push({ close: () => disk.remove() });
  const store = await aStore(disk.folder);
  const file = { id: 'file', ticketId: 'one-1', type: 'text/plain', name: 'file', bytes: new Uint8Array(1_000_000) };
  writeFileSync(join(disk.folder, 'something-else'), new Uint8Array(500_000));

  const acknowledged = await fill(store.log);
  await expect(store.blobs.put(file)).rejects.toMatchObject(storeFull);
  expect(await store.blobs.get('file')).toBeUndefined();
  expect(await store.log.head('one')).toBe(acknowledged);
  disk.resize(10);

  expect(await store.log.append([entryOf('one', acknowledged + 1)])).toEqual(done);
  await store.blobs.put(file);
  expect((await store.blobs.get('file'))?.bytes.length).toBe(file.bytes.length);
  const all = await store.log.read('one', { after: 0, limit: 10_000 });
  expect(all).toEqual(numbers(1, acknowledged + 1).map((seq) => entryOf('one', seq)));
}

/** Fails as SQLite does when `fdatasync` reports an error: the commit is taken back, yet parts of it are in the file. */
class DatabaseOnBadDisk extends Database {
  failNextSync = false;
  syncs = 0;

  override statement<Row extends readonly unknown[]>(sql: string): Statement<Row> {
    const statement = super.statement<Row>(sql);
    if (sql !== 'commit') return statement;
    return {
      ...statement,
      run: () => {
        this.syncs += 1;
        if (this.failNextSync) throw new Libsql.SqliteError('disk I/O error', 'SQLITE_IOERR_FSYNC', 1034);
        return statement.run();
      },
    };
  }
}

function watchStalls(): { longestMs: () => number } {
  let [longest, last] = [0, performance.now()];
  const timer = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 10);
  open.push({ close: () => clearInterval(timer) });
  return { longestMs: () => longest };
}
