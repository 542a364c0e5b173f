import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Running, start } from '../../server/compose.ts';
import { readConfig } from '../../server/config.ts';
import { csvCustomerFiles } from '../../server/connectors/customers/customerFiles.ts';
import { openEmbeddedStore } from '../../server/storage/embedded/embeddedStore.ts';
import { customersCommand } from '../../server/transport/cli/customers.ts';
import { runProgram } from '../../server/transport/cli/program.ts';
import { DocumentClient } from '../support/documentClient.ts';
import { TestPerson } from '../support/person.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { tracesInFolder } from '../support/traces.ts';

async function swarmboard(dataDir: string, ...args: string[]) {
  const [stdout, stderr]: [string[], string[]] = [[], []];
  const line = {
    openStore: () => openEmbeddedStore({ dataDir }),
    stdout: (text: string) => stdout.push(text),
    stderr: (text: string) => stderr.push(text),
  };
  const code = await runProgram([customersCommand(csvCustomerFiles)], line, ['customers', ...args]);
  return { code, stdout, stderr: stderr.join('\n') };
}

test('a list is tried, brought in, and brought in again without any change', async () => {
  const dataDir = temporaryFolder('customers-command');
  const list = join(dataDir, 'list.csv');
  writeFileSync(list, 'name;plan\nAcme;Scale\n;Team\n');

  const dry = await swarmboard(dataDir, list, '--dry-run', '--json');
  const done = await swarmboard(dataDir, list);
  const again = await swarmboard(dataDir, list, '--json');

  expect(JSON.parse(dry.stdout[0] ?? '')).toMatchObject({ dryRun: true, added: 1, errorCount: 1 });
  expect(done.stdout).toEqual(['1 added, 0 changed, 0 unchanged', '  1 problem:', '    line 3: the row has no name']);
  expect(JSON.parse(again.stdout[0] ?? '')).toMatchObject({ added: 0, unchanged: 1 });
  expect((await swarmboard(dataDir)).code).toBe(2);
  expect((await swarmboard(dataDir, '--erase', 'Nobody')).code).toBe(1);
});

test('what the command line erases is gone from a server that runs, and it does not bring it back', async () => {
  const dataDir = temporaryFolder('data');
  const running: Running = await start(readConfig({ PORT: '0', SWARMBOARD_DEV: '1', DATA_DIR: dataDir }));
  const ada = await TestPerson.signIn(running.url, 'Ada', 'admin');
  await ada.ask('POST', '/customers', { name: 'Canary Elsewhere' });
  const board = await ada.createBoard('Elsewhere');
  const command = { type: 'openTicket', title: 'canary-title', customer: 'Canary Elsewhere' };
  await ada.ask('POST', '/commands', { board, id: 'open-elsewhere', command });
  const socket = await ada.connect();
  await socket.subscribe(board);
  const writing = new DocumentClient(ada, `${board}-1`);
  writing.connect();
  await writing.until(() => writing.synced);
  writing.type('canary-document');
  await writing.until(() => writing.saved === 1);

  const { code } = await swarmboard(dataDir, '--erase', 'canary elsewhere');
  await socket.until(() => socket.entries.some(({ events }) => events.some(({ type }) => type === 'ticketErased')));
  await writing.until(() => !writing.isOpen);

  expect(code).toBe(0);
  expect((await ada.snapshot(board)).tickets).toMatchObject([{ title: '[erased]', customer: 'Erased customer' }]);
  socket.close();
  writing.close();
  await running.stop();
  expect(await tracesInFolder(dataDir, ['canary-title', 'canary-document', 'Canary Elsewhere'])).toEqual([]);
});
