import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { firstAdmin } from '../support/account.ts';
import { TestPerson } from '../support/person.ts';
import { freePort, type RunningProcess, startProcess } from '../support/process.ts';
import { temporaryFolder } from '../support/temporary.ts';

interface Announced {
  readonly url: string;
  readonly board: string;
  readonly simulated: string[];
  readonly firstAdminLink?: string;
}

function demo(env: Readonly<Record<string, string>>): Promise<RunningProcess> {
  return startProcess({
    command: process.execPath,
    args: ['dist/server/swarmboard.js', 'demo', '--json', '--seed', '7'],
    env: { PATH: process.env['PATH'], PORT: '0', ...env },
    isReady: (output) => output.includes('"board"'),
  });
}

function announced(running: RunningProcess): Announced {
  const line = running
    .output()
    .split('\n')
    .find((text) => text.startsWith('{'));
  return JSON.parse(line ?? '{}') as Announced;
}

test('the demo says where it is, two labelled colleagues are there, and it leaves nothing behind', async () => {
  const scratch = temporaryFolder('demo');
  const running = await demo({ TMPDIR: scratch });
  const { url, board, simulated } = announced(running);
  const ada = await TestPerson.signIn(url, 'Ada');
  const socket = await ada.connect();
  await socket.subscribe('sample');

  await socket.until(() => socket.presence.length === 2);

  const { people } = (await ada.ask('GET', '/session')).body as { people: { name: string; simulated?: true }[] };
  expect(board).toBe(`${url}/boards/sample`);
  expect(people.filter((person) => person.simulated).map(({ name }) => name)).toEqual(
    expect.arrayContaining(simulated),
  );
  expect(ada.person.simulated).toBeUndefined();
  socket.close();
  await running.stop();
  expect(readdirSync(scratch)).toEqual([]);
});

test('with a data folder it goes on where it was, with one board and the same colleagues, and needs an account', async () => {
  const dataDir = join(temporaryFolder('demo'), 'data');
  const first = await demo({ DATA_DIR: dataDir });
  await first.stop();
  const second = await demo({ DATA_DIR: dataDir });
  const { url, firstAdminLink } = announced(second);
  await expect(TestPerson.signIn(url, 'Ada')).rejects.toThrow('notFound');
  const ada = await firstAdmin(url);

  const { boards } = (await ada.ask('GET', '/boards')).body as { boards: { id: string; sample: boolean }[] };
  const { people } = (await ada.ask('GET', '/session')).body as { people: unknown[] };

  expect(firstAdminLink).toMatch(/\/first#/);
  expect(existsSync(dataDir)).toBe(true);
  expect(boards).toMatchObject([{ id: 'sample', sample: true }]);
  expect(people).toHaveLength(7);
  await second.stop();
});

test('a port that is in use is a sentence, not a stack', async () => {
  const port = String(await freePort());
  const first = await demo({ PORT: port, TMPDIR: temporaryFolder('demo') });

  const second = demo({ PORT: port, TMPDIR: temporaryFolder('demo') });

  await expect(second).rejects.toThrow(/the port is in use\. Set PORT to another one/);
  await expect(second).rejects.not.toThrow(/ at /);
  await first.stop();
});
