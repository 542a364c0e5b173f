import { execFile } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** @typedef {{ name: string, command: string[] }} Step */

/** @type {Step[]} */
const steps = [
  // The long ones first, so that the short ones fill the gaps.
  { name: 'eslint', command: ['eslint/bin/eslint.js', '.'] },
  { name: 'unit tests', command: ['vitest/vitest.mjs', 'run', '--project', 'unit*'] },
  {
    name: 'svelte-check',
    command: ['svelte-check/bin/svelte-check', '--fail-on-warnings', '--tsconfig', 'client/tsconfig.json'],
  },
  ...['shared', 'server', 'client', 'test', 'test/tsconfig.client.json', 'scripts'].map((project) => ({
    name: `types ${project}`,
    command: ['typescript/bin/tsc', '-p', project],
  })),
  { name: 'prettier', command: ['prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'] },
  { name: 'knip', command: ['knip/bin/knip.js'] },
];

// `npm run check -- types knip` runs the steps whose names begin so.
const wanted = process.argv.slice(2);
const waiting = steps.filter(({ name }) => wanted.length === 0 || wanted.some((start) => name.startsWith(start)));
/** @type {string[]} */
const failed = [];

if (waiting.length === 0) {
  console.error(`No such step. There are: ${steps.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}
const count = waiting.length;
await Promise.all(Array.from({ length: Math.min(availableParallelism(), 4) }, work));
console.log(failed.length === 0 ? `All ${count} checks passed.` : `Failed: ${failed.join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;

async function work() {
  for (let step = waiting.shift(); step; step = waiting.shift()) await run(step);
}

/**
 * @param {Step} step
 * @returns {Promise<void>}
 */
function run({ name, command: [program = '', ...args] }) {
  const startedAt = Date.now();
  return new Promise((resolve) => {
    const options = { maxBuffer: 64 * 1024 * 1024 };
    execFile(process.execPath, [`node_modules/${program}`, ...args], options, (error, stdout, stderr) => {
      const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
      console.log(`${error ? 'FAILED' : 'ok    '} ${name} (${seconds} s)`);
      if (error) {
        failed.push(name);
        console.log(`${stdout}${stderr}`.trimEnd());
      }
      resolve();
    });
  });
}
