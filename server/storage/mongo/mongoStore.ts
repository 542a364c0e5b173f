import { type Db, MongoClient, ReadConcern } from 'mongodb';
import type { Store } from '../../ports/store.ts';
import { MongoBlobs } from './blobs.ts';
import { Calls } from './calls.ts';
import { Chunks } from './chunks.ts';
import { type Collections, collectionsOf, createIndexes } from './collections.ts';
import { MongoDocuments } from './documents.ts';
import { MongoLog } from './log.ts';
import type { MongoParts } from './parts.ts';
import { MongoProjections } from './projections.ts';
import { MongoRecords } from './records.ts';
import { RideOut } from './rideOut.ts';
import { MongoSessions } from './sessions.ts';
import { completeRows } from './upgrade.ts';
import { MongoVersions } from './versions.ts';

const defaultDatabase = 'swarmboard';
const schemaVersion = 2;

/** Indexes over a log of millions of entries take their time, once. */
const preparingMs = 30 * 60_000;

/** Short, so that an attempt ends with a reason before whoever waits for it is sent away. */
const timings = {
  serverSelectionTimeoutMS: 2_000,
  connectTimeoutMS: 3_000,
  heartbeatFrequencyMS: 3_000,
  waitQueueTimeoutMS: 4_000,
  socketTimeoutMS: 35_000,
};

/** Standalone, replica set or Atlas; the database is `database`, else the one in the URL, else `swarmboard`. */
export async function openMongoStore({ url, database }: { url: string; database?: string }): Promise<Store> {
  const client = new MongoClient(url, { ...timings, retryWrites: true, retryReads: true, appName: 'swarmboard' });
  const rideOut = new RideOut();
  try {
    const db = databaseOf(client, database ?? nameIn(url));
    const collections = collectionsOf(db);
    await rideOut.run(() => prepare(collections), { patienceMs: preparingMs });
    return storeOf({ client, collections, chunks: new Chunks(collections), rideOut }, db);
  } catch (error) {
    await client.close();
    throw error;
  }
}

function storeOf(parts: MongoParts, db: Db): Store {
  const { client, rideOut } = parts;
  const calls = new Calls();
  return {
    log: calls.through(new MongoLog(parts)),
    documents: calls.through(new MongoDocuments(parts)),
    versions: calls.through(new MongoVersions(parts)),
    projections: calls.through(new MongoProjections(parts)),
    sessions: calls.through(new MongoSessions(parts)),
    records: calls.through(new MongoRecords(parts)),
    blobs: calls.through(new MongoBlobs(parts)),
    ping: () => calls.make(() => rideOut.tryOnce(() => db.command({ ping: 1 }))).then(() => undefined),
    close: async () => {
      await calls.close();
      await client.close();
    },
  };
}

/** Said here and not in the URL, as everything rests on it: durable on a majority, and nothing else is ever read. */
function databaseOf(client: MongoClient, name: string): Db {
  return client.db(name, {
    writeConcern: { w: 'majority', journal: true, wtimeoutMS: 4_000 },
    readConcern: new ReadConcern('majority'),
    readPreference: 'primary',
  });
}

/** The driver would silently take `test` when the URL names none. */
function nameIn(url: string): string {
  const name = /^[^:]+:\/\/[^/]*\/([^?]*)/.exec(url)?.[1] ?? '';
  return decodeURIComponent(name) || defaultDatabase;
}

async function prepare(collections: Collections): Promise<void> {
  const found = await collections.marks.findOne({ _id: 'schema' });
  if (found && found.value > schemaVersion) {
    throw new Error(
      `the database was written by a newer version of Swarmboard (schema ${found.value}); this one cannot read it`,
    );
  }
  await createIndexes(collections);
  await completeRows(collections);
  await collections.marks.updateOne({ _id: 'schema' }, { $max: { value: schemaVersion } }, { upsert: true });
}
