import { beforeEach, expect, test, vi } from 'vitest';
import { start } from '../../server/compose.ts';
import { readConfig } from '../../server/config.ts';
import type { TokenMade, TokensReply } from '../../shared/protocol/machines.ts';
import { openEmbeddedStore } from '../../server/storage/embedded/embeddedStore.ts';
import { runProgram } from '../../server/transport/cli/program.ts';
import { tokenCommand } from '../../server/transport/cli/token.ts';
import { temporaryFolder } from '../support/temporary.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = temporaryFolder('token-command');
});

async function token(...args: string[]) {
  const [stdout, stderr]: [string[], string[]] = [[], []];
  const line = {
    openStore: () => openEmbeddedStore({ dataDir }),
    stdout: (text: string) => stdout.push(text),
    stderr: (text: string) => stderr.push(text),
  };
  const code = await runProgram([tokenCommand], line, ['token', ...args]);
  return { code, stdout: stdout.join('\n'), stderr: stderr.join('\n') };
}

const create = ['create', '--name', 'Report', '--scope', 'readBoards', 'readCustomers', '--json'];

test('a token is created, listed without its secret, and revoked', async () => {
  const made = JSON.parse((await token(...create)).stdout) as TokenMade;

  const list = await token('list', '--json');
  const revoked = await token('revoke', made.token.id);

  expect(made.secret).toMatch(/^swb_/);
  expect(made.token).toMatchObject({ name: 'Report', scopes: ['readBoards', 'readCustomers'], by: 'commandLine' });
  expect((JSON.parse(list.stdout) as TokensReply).tokens).toEqual([made.token]);
  expect(list.stdout).not.toContain(made.secret);
  expect([revoked.code, (await token('list')).stdout]).toEqual([0, 'There is no token.']);
});

test('a scope that no token may have, and a token nobody made, are refused by their code', async () => {
  const scope = await token('create', '--name', 'Report', '--scope', 'managePeople');
  const revoke = await token('revoke', 'nothing');

  expect([scope.code, scope.stderr]).toEqual([1, expect.stringContaining('invalidInput')]);
  expect([revoke.code, revoke.stderr]).toEqual([1, expect.stringContaining('tokenNotFound')]);
});

test('a token that is made while a server runs opens it at once, and no more within two seconds of being revoked', async () => {
  const running = await start(readConfig({ PORT: '0', DATA_DIR: dataDir }));
  const made = JSON.parse((await token(...create)).stdout) as TokenMade;
  const ask = async () => {
    const headers = { authorization: `Bearer ${made.secret}` };
    return (await fetch(`${running.url}/api/v1/boards`, { headers })).status;
  };

  expect(await ask()).toBe(200);
  await token('revoke', made.token.id);

  await vi.waitFor(async () => expect(await ask()).toBe(401), 2_000);
  await running.stop();
});
