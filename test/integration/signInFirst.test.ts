import { expect, test } from 'vitest';
import { emailOf, firstAdmin, testPassword } from '../support/account.ts';
import { describeWithMongo, freshDatabase, sharedMongo } from '../support/mongo.ts';
import { TestPerson } from '../support/person.ts';
import { type TestServer, startServer } from '../support/server.ts';

const production = { SWARMBOARD_DEV: '0' };

function firstLink(server: TestServer): string | undefined {
  return [...server.output().matchAll(/^Create the first account at (\S+)$/gm)].at(-1)?.[1];
}

async function make(
  { url }: TestServer,
  name: string,
  more: { secret?: string; headers?: Record<string, string> } = {},
) {
  const { headers, ...body } = more;
  const response = await fetch(`${url}/api/v1/first-admin`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ name, email: emailOf(name), password: testPassword, ...body }),
  });
  const reply = (await response.json()) as { error?: { code: string } };
  return reply.error?.code ?? response.status;
}

async function offered({ url }: TestServer): Promise<unknown> {
  const response = await fetch(`${url}/api/v1/session`);
  return ((await response.json()) as { signIn: { firstAdmin: unknown } }).signIn.firstAdmin;
}

test('on this machine the first visitor makes the first account, and nobody makes a second first one', async () => {
  await onlyOneIsMade({});
});

describeWithMongo(`on ${sharedMongo?.name ?? 'no MongoDB server'}`, () => {
  test('of two who make the first account at once one does', async () => {
    const database = freshDatabase('first');

    await onlyOneIsMade({ MONGODB_URL: database.url });

    await database.drop();
  });
});

async function onlyOneIsMade(store: Record<string, string>): Promise<void> {
  const server = await startServer({ env: { ...production, ...store } });
  const before = await offered(server);

  const both = await Promise.all([make(server, 'Ada'), make(server, 'Mallory')]);
  const late = await make(server, 'Late');

  expect(before).toBe('here');
  expect(both.map(String).sort()).toEqual(['200', 'firstAdminExists']);
  expect([late, await offered(server)]).toEqual(['firstAdminExists', null]);
  await server.restart();
  expect(firstLink(server)).toBeUndefined();
  await server.stop();
}

test('where others can reach the server only the printed link makes the first account', async () => {
  const server = await startServer({ env: { ...production, HOST: '0.0.0.0' } });
  const link = firstLink(server) ?? '';
  const secret = new URL(link).hash.slice(1);

  const without = await make(server, 'Mallory');
  const guessed = await make(server, 'Mallory', { secret: 'a'.repeat(secret.length) });
  const byLink = await make(server, 'Ada', { secret });
  const again = await make(server, 'Mallory', { secret });

  expect(link).toMatch(/^http:\/\/localhost:\d+\/first#[\w-]{20,}$/);
  expect([without, guessed, byLink, again]).toEqual([
    'firstAdminNeedsLink',
    'firstAdminNeedsLink',
    200,
    'firstAdminExists',
  ]);
  await server.stop();
});

test.each([['x-forwarded-for'], ['forwarded'], ['via']])(
  'behind a proxy (%s) nobody counts as being on this machine',
  async (header) => {
    const server = await startServer({ env: production });

    const made = await make(server, 'Mallory', { headers: { [header]: '203.0.113.7' } });

    expect(made).toBe('firstAdminNeedsLink');
    await server.stop();
  },
);

test('a new link is printed at each start until there is an admin', async () => {
  const server = await startServer({ env: { ...production, HOST: '0.0.0.0' } });
  const first = firstLink(server);
  await server.restart();

  const second = firstLink(server);

  expect(second).toBeDefined();
  expect(second).not.toBe(first);
  await server.stop();
});

test('people of an earlier version are nobody’s to take over: the first account is a new person', async () => {
  const server = await startServer();
  const earlier = await TestPerson.signIn(server.url, 'Ada');
  await server.restart(production);
  const before = await offered(server);

  const ada = await firstAdmin(server.url);

  const { people } = (await ada.ask('GET', '/session')).body as { people: { id: string; name: string }[] };
  expect(before).toBe('here');
  expect(ada.person.id).not.toBe(earlier.person.id);
  expect(people.map(({ name }) => name)).toEqual(['Ada', 'Ada']);
  await server.stop();
});
