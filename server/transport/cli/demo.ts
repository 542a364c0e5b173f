import { randomInt, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { can, presetCapabilities } from '../../../shared/domain/permissions.ts';
import type { Person } from '../../../shared/domain/person.ts';
import { type People, openPeople } from '../../boards/people.ts';
import { createSample } from '../../commands/createSample.ts';
import { openAccessEvents } from '../../access/accessEvents.ts';
import { startSession } from '../../commands/signIn.ts';
import { cast, demoBoard } from '../../demo/cast.ts';
import { runDemo } from '../../demo/demo.ts';
import type { Connection } from '../../demo/openInvestigation.ts';
import { systemClock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import { sessionCookie } from '../sessionCookie.ts';
import type { CommandLine } from './commandLine.ts';
import type { Verb } from './program.ts';

export interface DemoServer {
  readonly url: string;
  readonly store: Store;
  /** Where the first account is made, when nobody can sign in by name. */
  readonly firstAdminLink: string | undefined;
  readonly stop: () => Promise<void>;
}

export interface DemoPorts {
  /** Starts the server of the settings in force; what they do not say about the data folder, `dataDir` says. */
  readonly startServer: (dataDir: string) => Promise<DemoServer>;
  /** Resolves when the person at the terminal has had enough. */
  readonly untilStopped: () => Promise<void>;
}

interface DemoCommandOptions {
  readonly seed?: string;
  readonly json?: true;
}

/** `demo`: the product with a sample board and two simulated colleagues at work on it. */
export function demoCommand(ports: DemoPorts): Verb {
  return (program, line) => {
    const command = program
      .command('demo')
      .description('start with a sample board and two simulated colleagues; without DATA_DIR it leaves nothing behind')
      .option('--seed <number>', 'let the colleagues do the same things in the same order')
      .option('--json', 'say where it is as one JSON object');
    command.action(async ({ seed = String(randomInt(1_000_000)), json }: DemoCommandOptions) => {
      if (!/^\d{1,9}$/.test(seed)) command.error('error: the seed is a whole number');
      const scratch = await mkdtemp(join(tmpdir(), 'swarmboard-demo-'));
      try {
        await play(ports, line, { scratch, seed: Number(seed), json: json ?? false });
      } finally {
        await rm(scratch, { recursive: true, force: true });
      }
    });
  };
}

interface Performance {
  readonly scratch: string;
  readonly seed: number;
  readonly json: boolean;
}

async function play(ports: DemoPorts, line: CommandLine, { scratch, seed, json }: Performance): Promise<void> {
  // Asked before anything is started, so that an early Ctrl+C is not lost either.
  const stopped = ports.untilStopped();
  const server = await ports.startServer(scratch);
  try {
    const connections = await admitCast(server);
    announce(line, server, { seed, json });
    const ending = new AbortController();
    const demo = runDemo({
      connections,
      seed,
      signal: ending.signal,
      onProblem: (reason) => {
        line.stderr(`A simulated colleague had to stop for a moment: ${String(reason)}`);
      },
    });
    await stopped;
    ending.abort();
    await demo;
  } finally {
    await server.stop();
  }
}

/** Makes the sample board unless it is there, and lets the cast in. */
async function admitCast({ url, store }: DemoServer): Promise<Connection[]> {
  const { log, documents, sessions } = store;
  const clock = systemClock;
  const people = await openPeople({ log, clock });
  const [first] = cast;
  if (first && (await log.head(demoBoard.id)) === 0) {
    await createSample({ log, documents, people, clock, newId: randomUUID }, first.person, demoBoard);
  }
  const accessEvents = await openAccessEvents({ log, clock });
  const connections: Connection[] = [];
  for (const { person } of cast) {
    await letWork(people, person);
    const ports = { sessions, accessEvents, clock, newId: randomUUID };
    const actor = { person, entrance: { door: 'commandLine' } } as const;
    const { secret, expiresAt } = await startSession(ports, actor, { method: 'commandLine', browser: 'simulated' });
    const [cookie = ''] = sessionCookie(secret, { expires: expiresAt, secure: url.startsWith('https:') }).split(';');
    connections.push({ url, cookie });
  }
  return connections;
}

/** Engineers see what they are tagged on; the one of the demo works on the whole board, like everybody on it. */
async function letWork(people: People, { id }: Person): Promise<void> {
  await people.write({
    commandId: randomUUID(),
    person: id,
    entrance: { door: 'commandLine' },
    decide: ({ people: known }) => {
      const person = known.get(id);
      if (!person || can(person, 'workTickets')) return [];
      return [{ type: 'personChanged', personId: id, changes: { capabilities: presetCapabilities.agent } }];
    },
  });
}

function announce(
  { stdout }: CommandLine,
  { url, firstAdminLink }: DemoServer,
  { seed, json }: { seed: number; json: boolean },
): void {
  const board = `${url}/boards/${demoBoard.id}`;
  const names = cast.map(({ person }) => person.name);
  if (json) stdout(JSON.stringify({ url, board, simulated: names, seed, firstAdminLink }));
  else {
    if (firstAdminLink !== undefined) stdout(`Create the first account at ${firstAdminLink}`);
    stdout(`The demo is ready at ${board}`);
    stdout(`${names.join(' and ')} are simulated; everybody else on the board is real. Ctrl+C ends it.`);
  }
}
