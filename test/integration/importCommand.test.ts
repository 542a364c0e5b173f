import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { createHistoryFiles } from '../../server/connectors/historyFiles.ts';
import { openEmbeddedStore } from '../../server/storage/embedded/embeddedStore.ts';
import { importCommand } from '../../server/transport/cli/import.ts';
import { runProgram } from '../../server/transport/cli/program.ts';
import { fixture, mappingsFolder } from '../support/imports.ts';
import { temporaryFolder } from '../support/temporary.ts';

let folder: string;
let imported: string[];
beforeEach(() => {
  folder = temporaryFolder('import-command');
  imported = [];
});

async function swarmboard(...args: string[]) {
  const [stdout, stderr]: [string[], string[]] = [[], []];
  const verb = importCommand({
    files: createHistoryFiles({ mappingsFolder }),
    terminal: { write: () => true },
    onImported: async (_store, board) => {
      imported.push(board);
    },
  });
  const code = await runProgram(
    [verb],
    {
      openStore: () => openEmbeddedStore({ dataDir: join(folder, 'data') }),
      stdout: (text) => stdout.push(text),
      stderr: (text) => stderr.push(text),
    },
    ['import', ...args],
  );
  return { code, stdout, stderr: stderr.join('\n') };
}

const desk = ['csv', fixture('desk.csv'), '--mapping', fixture('desk.json')] as const;

test('what was imported is summed up, with every row that could not be used', async () => {
  const { code, stdout } = await swarmboard(...desk, '--board', 'Our Desk!');

  expect(code).toBe(0);
  expect(stdout).toEqual([
    'our-desk: 3 tickets with 9 events (mapping desk)',
    '  3 new, 0 changed, 0 unchanged, 1 refused',
    '  1 resolved, 1 cancelled, 1 open',
    '  from 2026-03-28T08:00:00Z to 2026-03-31T07:05:00Z',
    '  4 problems:',
    '    line 8: D-2: there is no Changed',
    '    line 10: the row has 4 values instead of 8',
    '    line 12: D-4: "31/03/2026" is not a time of the form yyyy-MM-dd HH:mm',
    '    line 12: D-4: none of its events can be used',
  ]);
  expect(imported).toEqual(['our-desk']);
});

test('a dry run says so, tells the same, and leaves the board as it was', async () => {
  const dry = await swarmboard(...desk, '--board', 'desk', '--dry-run');
  const real = await swarmboard(...desk, '--board', 'desk', '--json');

  expect(dry.stdout.at(-1)).toBe('Dry run: nothing was changed.');
  expect(JSON.parse(real.stdout.join(''))).toMatchObject({
    board: 'desk',
    mapping: 'desk',
    system: 'desk',
    dryRun: false,
    tickets: { new: 3, changed: 0, unchanged: 0, refused: 1 },
    errorCount: 4,
  });
  expect(imported).toEqual(['desk']);
});

test('a file that no mapping recognises is refused with the names of those there are', async () => {
  const { code, stderr } = await swarmboard('xes', fixture('desk.xes'), '--board', 'desk');

  expect(code).toBe(1);
  expect(stderr).toContain('importRefused');
  expect(stderr).toContain('vinst-incidents-xes');
});

test('a file that breaks says at which line and what is in by then', async () => {
  const path = join(folder, 'cut.xes');
  const trace = '<trace><string key="concept:name" value="A"/><event><string key="concept:name" value="New"/>';
  writeFileSync(
    path,
    `<log>\n${trace}<date key="time:timestamp" value="2026-01-01T00:00:00Z"/></event></trace>\n<trace>\n`,
  );

  const { code, stderr } = await swarmboard('xes', path, '--mapping', fixture('desk-xes.json'), '--board', 'desk');

  expect(code).toBe(1);
  expect(stderr).toContain('"line":4');
  expect(stderr).toContain('"imported":{"tickets":{"new":1');
});

test.each([
  ['a format that there is not', ['pdf', 'x', '--board', 'desk']],
  ['no board', ['csv', 'x']],
  ['a board without a name', ['csv', 'x', '--board', '???']],
  ['an option that there is not', ['csv', 'x', '--board', 'desk', '--wet-run']],
])('%s is bad usage', async (_what, args) => {
  expect((await swarmboard(...args)).code).toBe(2);
});
