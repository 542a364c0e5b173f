import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withLock } from './lock.mjs';

/** @typedef {'server' | 'client'} Part */

const root = fileURLToPath(new URL('../..', import.meta.url));
const dist = join(root, 'dist');

/** @type {Record<Part, { sources: string[], folders: string[], command: (into: string) => string[] }>} */
const parts = {
  server: {
    sources: ['shared', 'server', 'tsconfig.base.json', 'tsconfig.build.json', 'package-lock.json'],
    folders: ['shared', 'server'],
    // Types are checked by `npm run check`; here they would only make the start slower.
    command: (into) => ['typescript/bin/tsc', '-p', 'tsconfig.build.json', '--noCheck', '--outDir', into],
  },
  client: {
    sources: ['shared', 'client', 'vite.config.ts', 'svelte.config.js', 'tsconfig.base.json', 'package-lock.json'],
    folders: ['client'],
    command: (into) => ['vite/bin/vite.js', 'build', '--logLevel', 'warn', '--outDir', join(into, 'client')],
  },
};

/**
 * Builds what is older than its sources. Says so on stderr, so that stdout stays the program's own.
 * @param {readonly Part[]} wanted
 */
export async function ensureBuilt(wanted) {
  if (isPackaged() || staleAmong(wanted).length === 0) return;
  await withLock(join(root, '.cache', 'build.lock'), async () => {
    // Another process may have built while this one waited for the lock.
    const stale = staleAmong(wanted);
    if (stale.length === 0) return;
    console.error('Building Swarmboard …');
    const builds = await Promise.allSettled(stale.map(({ part, stamp }) => build(part, stamp)));
    const failed = builds.find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
  });
}

/**
 * For the commands people run: a failed build is a sentence, not a stack.
 * @param {readonly Part[]} wanted
 */
export async function ensureBuiltOrExit(wanted) {
  try {
    await ensureBuilt(wanted);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}

/** A container or archive may carry `dist` alone, without the sources. */
function isPackaged() {
  return !existsSync(join(root, 'tsconfig.build.json'));
}

/**
 * @param {readonly Part[]} wanted
 * @returns {{ part: Part, stamp: string }[]}
 */
function staleAmong(wanted) {
  return wanted
    .map((part) => ({ part, stamp: stampOf(parts[part].sources) }))
    .filter(({ part, stamp }) => readStamp(part) !== stamp);
}

/** @param {Part} part */
function stampFile(part) {
  return join(dist, `.${part}.stamp`);
}

/** @param {Part} part */
function readStamp(part) {
  return existsSync(stampFile(part)) ? readFileSync(stampFile(part), 'utf8') : undefined;
}

/** @param {string[]} sources */
function stampOf(sources) {
  const hash = createHash('sha256');
  for (const file of [...sources, 'scripts/support/build.mjs'].flatMap((source) => filesIn(join(root, source)))) {
    hash.update(`\0${relative(root, file)}\0`).update(readFileSync(file));
  }
  return hash.digest('hex');
}

/**
 * @param {string} path
 * @returns {string[]}
 */
function filesIn(path) {
  if (statSync(path).isFile()) return path.endsWith('.test.ts') ? [] : [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesIn(join(path, name)));
}

/**
 * Builds aside and swaps at the end, so that a failed build leaves the last good one in place.
 * @param {Part} part
 * @param {string} stamp
 */
async function build(part, stamp) {
  const aside = join(dist, `.building-${part}`);
  rmSync(aside, { recursive: true, force: true });
  await run(parts[part].command(aside));
  rmSync(stampFile(part), { force: true });
  mkdirSync(join(aside, 'old'));
  for (const folder of parts[part].folders) {
    if (existsSync(join(dist, folder))) renameSync(join(dist, folder), join(aside, 'old', folder));
    renameSync(join(aside, folder), join(dist, folder));
  }
  writeFileSync(stampFile(part), stamp);
  rmSync(aside, { recursive: true, force: true });
}

/**
 * @param {string[]} command a program under node_modules, and its arguments
 * @returns {Promise<void>}
 */
function run([program = '', ...args]) {
  const path = join(root, 'node_modules', program);
  if (!existsSync(path)) throw new Error('The build tools are missing: run `npm ci` first.');
  return new Promise((resolve, reject) => {
    // What is built is the product, whoever asks for it: a test run's NODE_ENV would leave out the start without a server.
    const env = { ...process.env, NODE_ENV: 'production' };
    // stdout goes to stderr: the caller's own stdout must stay clean.
    const child = spawn(process.execPath, [path, ...args], { cwd: root, env, stdio: ['ignore', 2, 2] });
    child.on('error', reject);
    child.on('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${program} ended with code ${code ?? 'none'}: the last good build is kept.`));
    });
  });
}
