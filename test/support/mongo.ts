import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { describe, inject } from 'vitest';
import { type MongoOptions, runMongo } from './mongoProgram.ts';
import type {} from './setup/mongo.ts';
import { temporaryFolder } from './temporary.ts';

/** The server that this run shares; null when there is none. */
export const sharedMongo = inject('mongo');

/** `describe` for what needs the shared server; skipped, and counted as such, where there is none. */
export const describeWithMongo = describe.skipIf(sharedMongo === null);

/** `describe` for what needs a server of its own to break. */
export const describeWithOwnMongo = describe.skipIf(inject('mongoProgram') === null);

export interface MongoDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** A database of the suite's own on the shared server; drop it at the end. */
export function freshDatabase(suite: string): MongoDatabase {
  if (!sharedMongo) throw new Error('There is no MongoDB server in this run: use describeWithMongo.');
  const url = new URL(sharedMongo.url);
  url.pathname = `/swarmboard-test-${suite}-${Date.now().toString(36)}-${String(process.pid)}`;
  return {
    url: url.href,
    drop: async () => {
      const client = new MongoClient(url.href);
      await client.db().dropDatabase();
      await client.close();
    },
  };
}

export interface OwnMongo {
  readonly url: string;
  readonly name: string;
  readonly storagePath: string;
  kill9(): Promise<void>;
  stop(): Promise<void>;
  /** Up again on the same port and files. */
  restart(): Promise<void>;
}

/** A server process for one test alone, to be killed and restarted at will. */
export async function startMongo(options: MongoOptions & { storagePath?: string } = {}): Promise<OwnMongo> {
  const program = inject('mongoProgram');
  if (!program) throw new Error('No MongoDB server can be started here: use describeWithOwnMongo.');
  const storagePath = options.storagePath ?? join(temporaryFolder('mongo'), 'data');
  let server = await runMongo(program, storagePath, options);
  const port = Number(new URL(server.url).port);
  return {
    url: server.url,
    name: program.name,
    storagePath,
    kill9: () => server.process.kill9(),
    stop: () => server.process.stop(),
    restart: async () => {
      await server.process.stop();
      server = await runMongo(program, storagePath, { ...options, port });
    },
  };
}
