import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEmbeddedStore } from '../../server/storage/embedded/embeddedStore.ts';
import { personCommand } from '../../server/transport/cli/person.ts';
import { runProgram } from '../../server/transport/cli/program.ts';
import { emailOf, enter, firstAdmin, join, secretOf, signInAs, testPassword } from '../support/account.ts';
import type { TestPerson } from '../support/person.ts';
import { type TestServer, startServer } from '../support/server.ts';

let server: TestServer;
let ada: TestPerson;

beforeAll(async () => {
  server = await startServer({ env: { SWARMBOARD_DEV: '0' } });
  ada = await firstAdmin(server.url);
});

afterAll(() => server.stop());

/** While the server runs on the same store. */
async function swarmboard(...args: string[]) {
  const [stdout, stderr]: [string[], string[]] = [[], []];
  const line = {
    openStore: () => openEmbeddedStore({ dataDir: server.dataDir }),
    stdout: (text: string) => stdout.push(text),
    stderr: (text: string) => stderr.push(text),
  };
  const code = await runProgram([personCommand(server.url)], line, ['person', ...args]);
  return { code, stdout: stdout.join('\n'), stderr: stderr.join('\n') };
}

function linkIn({ stdout }: { stdout: string }): string {
  return /^(http\S+)$/m.exec(stdout)?.[1] ?? '';
}

test('somebody is added by a link they join with', async () => {
  const added = await swarmboard('add', '--name', 'Grace', '--email', emailOf('Grace'), '--preset', 'manager');

  const secret = secretOf(linkIn(added));
  const grace = await enter(server.url, '/invitations/accept', { secret, password: testPassword });

  expect(added.stdout).toContain('joins as manager');
  expect(grace.person).toMatchObject({ name: 'Grace', preset: 'manager' });
});

test('the list says how everybody signs in', async () => {
  const listed = await swarmboard('list');
  const { people } = JSON.parse((await swarmboard('list', '--json')).stdout) as { people: unknown[] };

  expect(listed.stdout).toMatch(/Ada {2}ada@swarm\.example {2}admin {2}signs in by password/);
  expect(people).toContainEqual({ person: ada.person, signsIn: ['password'] });
});

test('who has forgotten their password sets it anew by a link', async () => {
  const joan = await join(ada, { name: 'Joan', preset: 'agent' });
  const made = await swarmboard('link', emailOf('Joan'), '--json');
  const { link } = JSON.parse(made.stdout) as { link: string };
  const password = 'grey heron above ice';

  await enter(server.url, '/invitations/accept', { secret: secretOf(link), password });

  expect((await signInAs(server.url, 'Joan', password)).person.id).toBe(joan.person.id);
});

test('somebody is made an admin while the server runs', async () => {
  const mary = await join(ada, { name: 'Mary', preset: 'agent' });

  const made = await swarmboard('admin', 'Mary');

  expect(made).toMatchObject({ code: 0, stdout: 'Mary is an admin now.' });
  await expect.poll(async () => (await mary.ask('GET', '/invitations')).status, { timeout: 5_000 }).toBe(200);
});

test('nobody, or somebody who could be two, is a sentence', async () => {
  await swarmboard('add', '--name', 'Twin').then((added) =>
    enter(server.url, '/invitations/accept', {
      secret: secretOf(linkIn(added)),
      email: emailOf('Twin one'),
      password: testPassword,
    }),
  );
  await swarmboard('add', '--name', 'Twin').then((added) =>
    enter(server.url, '/invitations/accept', {
      secret: secretOf(linkIn(added)),
      email: emailOf('Twin two'),
      password: testPassword,
    }),
  );

  const nobody = await swarmboard('link', 'Nobody');
  const twins = await swarmboard('link', 'twin');
  const badPreset = await swarmboard('add', '--preset', 'machine');

  expect([nobody.code, twins.code, badPreset.code]).toEqual([1, 1, 1]);
  expect(nobody.stderr).toContain('Nobody is called Nobody.');
  expect(twins.stderr).toContain('Several are called twin');
});
