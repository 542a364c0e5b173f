import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import type { TestProject } from 'vitest/node';
import { type MongoProgram, findMongoProgram, runMongo } from '../mongoProgram.ts';

export interface SharedMongo {
  readonly url: string;
  readonly name: string;
  /** Faults between members show only where there are several. */
  readonly members: number;
}

declare module 'vitest' {
  interface ProvidedContext {
    mongo: SharedMongo | null;
    mongoProgram: MongoProgram | null;
  }
}

interface Run {
  readonly shared: SharedMongo | null;
  readonly program: MongoProgram | null;
  stop(): Promise<void>;
}

const held = globalThis as { swarmboardMongo?: Promise<Run> };

/** Every suite loads this file for itself, yet one server is enough for the whole run. */
export async function setup(project: TestProject): Promise<void> {
  held.swarmboardMongo ??= start();
  const { shared, program } = await held.swarmboardMongo;
  project.provide('mongo', shared);
  project.provide('mongoProgram', program);
}

export async function teardown(): Promise<void> {
  await (await held.swarmboardMongo)?.stop();
}

async function start(): Promise<Run> {
  const program = (await findMongoProgram()) ?? null;
  const given = process.env['MONGODB_URL'];
  if (given) return announce({ shared: await describeServer(given), program, stop: () => Promise.resolve() });
  if (program) return announce(await startShared(program));
  if (process.env['CI']) throw new Error('No MongoDB server for the tests.');
  console.warn(
    'NOT RUN: the MongoDB suites. Set MONGODB_URL, put mongod on the PATH, or install Python 3.10 or later.',
  );
  return { shared: null, program, stop: () => Promise.resolve() };
}

async function startShared(program: MongoProgram): Promise<Run> {
  const folder = mkdtempSync(join(tmpdir(), 'swarmboard-mongo-'));
  const server = await runMongo(program, folder);
  const stop = async () => {
    await server.process.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { shared: { url: server.url, name: program.name, members: 1 }, program, stop };
}

async function describeServer(url: string): Promise<SharedMongo> {
  const client = new MongoClient(url, { serverSelectionTimeoutMS: 10_000 });
  try {
    const admin = client.db('admin');
    const { version, secantusVersion } = await admin.command({ buildInfo: 1 });
    const name = secantusVersion ? `SecantusDB ${String(secantusVersion)}` : `MongoDB ${String(version)}`;
    const { hosts } = await admin.command({ hello: 1 });
    const members = Array.isArray(hosts) ? hosts.length : 1;
    return { url, name, members };
  } finally {
    await client.close();
  }
}

function announce(run: Run): Run {
  // The reporter repeats it at the end: a green suite says little without what it ran against.
  if (run.shared) process.env['SWARMBOARD_TESTED_AGAINST'] = run.shared.name;
  console.log(`The MongoDB suites run against ${run.shared?.name ?? 'nothing'}.`);
  return run;
}
