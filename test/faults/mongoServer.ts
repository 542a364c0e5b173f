import { type Document, MongoClient } from 'mongodb';
import type { Store } from '../../server/ports/store.ts';
import { openMongoStore } from '../../server/storage/mongo/mongoStore.ts';
import { type OwnMongo, startMongo } from '../support/mongo.ts';

/** A server to break, and the store on it. */
export interface BreakableStore {
  readonly server: OwnMongo;
  readonly store: Store;
  readonly database: string;
  /** What to fail on which commands, how many times in a row. */
  fail(commands: readonly string[], fault: Document, times: number): Promise<void>;
  /** How many of the failures that were ordered have not happened. */
  heal(): Promise<void>;
  admin(command: Document): Promise<Document>;
  close(): Promise<void>;
}

let databases = 0;

/** Databases of their own on one server: starting one takes a second. */
export async function breakableStoreOn(server: OwnMongo): Promise<BreakableStore> {
  databases += 1;
  const database = `faults${String(databases)}`;
  const client = new MongoClient(server.url);
  const admin = (command: Document) => client.db('admin').command(command);
  const store = await openMongoStore({ url: server.url, database });
  return {
    server,
    store,
    database,
    admin,
    fail: async (failCommands, fault, times) => {
      await admin({ configureFailPoint: 'failCommand', mode: { times }, data: { failCommands, ...fault } });
    },
    heal: async () => {
      await admin({ configureFailPoint: 'failCommand', mode: 'off' });
    },
    close: async () => {
      await store.close();
      await client.close();
    },
  };
}

export function startBreakableServer(): Promise<OwnMongo> {
  return startMongo({ failpoints: true });
}
