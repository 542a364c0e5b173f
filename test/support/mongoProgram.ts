import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { MongoClient } from 'mongodb';
import { withLock } from '../../scripts/support/lock.mjs';
import { aptInstall, canAptInstall } from './aptInstall.ts';
import { onPath } from './onPath.ts';
import { type RunningProcess, freePort, startProcess } from './process.ts';

/** A stand-in for `mongod`, used in tests only; see docs/OPERATIONS.md for what it can't show. */
const secantusVersion = '0.7.0b3';
const user = { name: 'swarmboard', password: 'not-a-secret' };

export interface MongoProgram {
  readonly kind: 'mongod' | 'secantus';
  readonly command: string;
  /** As reports must name it: a stand-in is never called MongoDB. */
  readonly name: string;
}

export interface MongoOptions {
  /** Lets `configureFailPoint` inject faults. */
  readonly failpoints?: boolean;
  readonly auth?: boolean;
}

export interface MongoProcess {
  readonly url: string;
  readonly process: RunningProcess;
}

/** Undefined, after a line that says why, where there is neither `mongod` nor a usable Python. */
export async function findMongoProgram(): Promise<MongoProgram | undefined> {
  const mongod = onPath('mongod');
  if (mongod) return { kind: 'mongod', command: mongod, name: `MongoDB ${versionOf(mongod)}` };
  const folder = resolve('.cache', `secantusdb-${secantusVersion}`);
  try {
    await withLock(`${folder}.lock`, async () => {
      installSecantus(folder);
    });
  } catch (error) {
    console.warn(`SecantusDB could not be installed: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
  return { kind: 'secantus', command: join(folder, 'bin', 'secantusd-py'), name: `SecantusDB ${secantusVersion}` };
}

function versionOf(mongod: string): string {
  return /v(\d[\w.-]+)/.exec(execFileSync(mongod, ['--version'], { encoding: 'utf8' }))?.[1] ?? '(unknown version)';
}

function installSecantus(folder: string): void {
  const done = join(folder, '.installed');
  if (existsSync(done)) return;
  console.log(`Installing SecantusDB ${secantusVersion} for the tests …`);
  rmSync(folder, { recursive: true, force: true });
  if (!canMakeEnvironments() && canAptInstall()) aptInstall('python3-venv');
  execFileSync('python3', ['-m', 'venv', folder], { stdio: ['ignore', 'ignore', 'inherit'] });
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', `secantusdb==${secantusVersion}`];
  execFileSync(join(folder, 'bin', 'python'), pip, { stdio: ['ignore', 'ignore', 'inherit'] });
  writeFileSync(done, '');
}

/** Debian ships Python without the part that makes virtual environments. */
function canMakeEnvironments(): boolean {
  try {
    execFileSync('python3', ['-c', 'import venv, ensurepip'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Starts a server on `folder`; a folder that was used before comes up with what it held. */
export async function runMongo(
  program: MongoProgram,
  folder: string,
  options: MongoOptions & { readonly port?: number } = {},
): Promise<MongoProcess> {
  const port = options.port ?? (await freePort());
  mkdirSync(folder, { recursive: true });
  if (options.auth) await createUser(program, folder, port);
  const login = options.auth ? `${user.name}:${user.password}@` : '';
  const address = `127.0.0.1:${String(port)}`;
  const url = `mongodb://${login}${address}/${options.auth ? '?authSource=admin' : ''}`;
  const process = await startProcess({
    command: program.command,
    args: program.kind === 'mongod' ? mongodArgs(folder, port, options) : secantusArgs(folder, port, options),
    isReady: () => isPrimary(`mongodb://${login}${address}/?directConnection=true&authSource=admin`, program),
  });
  return { url, process };
}

function secantusArgs(folder: string, port: number, { failpoints, auth }: MongoOptions): string[] {
  return [
    ...['--port', String(port), '--storage-path', folder, '--log-level', 'WARNING'],
    // Without it an acknowledged write could be lost, which is what the fault tests look for.
    '--sync-on-commit',
    ...(failpoints ? ['--enable-test-commands'] : []),
    ...(auth ? ['--auth'] : []),
  ];
}

function mongodArgs(folder: string, port: number, { failpoints, auth }: MongoOptions): string[] {
  return [
    ...['--port', String(port), '--dbpath', folder, '--bind_ip', '127.0.0.1', '--replSet', 'tests', '--quiet'],
    ...(failpoints ? ['--setParameter', 'enableTestCommands=1'] : []),
    ...(auth ? ['--keyFile', keyFile(folder)] : []),
  ];
}

/** Members of a replica set with users need a key even when there is one member only. */
function keyFile(folder: string): string {
  const file = join(folder, 'key');
  if (!existsSync(file)) writeFileSync(file, 'bm90LWEtc2VjcmV0', { mode: 0o400 });
  return file;
}

/** Both programs let the first user be made only while they run without authentication. */
async function createUser(program: MongoProgram, folder: string, port: number): Promise<void> {
  const done = join(folder, 'user-created');
  if (existsSync(done)) return;
  const open = await runMongo(program, folder, { port });
  const client = new MongoClient(open.url);
  const roles = [{ role: 'root', db: 'admin' }];
  await client.db('admin').command({ createUser: user.name, pwd: user.password, roles });
  await client.close();
  await open.process.stop();
  writeFileSync(done, '');
}

async function isPrimary(url: string, program: MongoProgram): Promise<boolean> {
  const client = new MongoClient(url, { serverSelectionTimeoutMS: 500 });
  try {
    const hello = await client.db('admin').command({ hello: 1 });
    if (hello['isWritablePrimary'] === true) return true;
    if (program.kind === 'mongod' && hello['setName'] === undefined) await initiate(client, url);
    return false;
  } catch {
    return false;
  } finally {
    await client.close();
  }
}

async function initiate(client: MongoClient, url: string): Promise<void> {
  const members = [{ _id: 0, host: new URL(url).host }];
  await client.db('admin').command({ replSetInitiate: { _id: 'tests', members } });
}
