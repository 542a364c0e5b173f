import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Running, start } from '../../server/compose.ts';
import { readConfig } from '../../server/config.ts';
import { emailOf, firstAdmin, testPassword } from '../support/account.ts';
import { freePort } from '../support/process.ts';
import { temporaryFolder } from '../support/temporary.ts';

const publicUrl = 'https://board.example';
let running: Running;
let port: number;

beforeAll(async () => {
  port = await freePort();
  running = await start(readConfig({ PORT: String(port), DATA_DIR: temporaryFolder('data'), PUBLIC_URL: publicUrl }));
});

afterAll(() => running.stop());

interface Answered {
  readonly status: number | undefined;
  readonly cookies: readonly string[];
  readonly text: string;
}

/** As a proxy passes it on that ends https before this server. */
function ask(
  method: string,
  path: string,
  { cookie = '', body }: { cookie?: string; body?: object },
): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const headers = { host: 'board.example', origin: publicUrl, 'content-type': 'application/json', cookie };
    const asking = request({ port, host: '127.0.0.1', method, path: `/api/v1${path}`, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => {
        resolve({ status: response.statusCode, cookies: response.headers['set-cookie'] ?? [], text });
      });
    });
    asking.on('error', reject);
    asking.end(body && JSON.stringify(body));
  });
}

test('behind https cookies belong to this very host, and one that another host could have set counts for nothing', async () => {
  const secret = new URL(running.firstAdminLink ?? '').hash.slice(1);
  const account = { name: 'Ada', email: emailOf('Ada'), password: testPassword };

  const without = await ask('POST', '/first-admin', { body: account });
  const made = await ask('POST', '/first-admin', { body: { ...account, secret } });

  const session = made.cookies.find((cookie) => cookie.includes('session')) ?? '';
  const value = /=([^;]+)/.exec(session)?.[1] ?? '';
  expect(running.firstAdminLink).toMatch(/^https:\/\/board\.example\/first#/);
  expect([without.status, made.status]).toEqual([403, 200]);
  expect(made.cookies).toHaveLength(2);
  for (const cookie of made.cookies) expect(cookie).toMatch(/^__Host-.*; Path=\/;.*; Secure/);
  expect((await ask('GET', '/boards', { cookie: `__Host-swarmboard_session=${value}` })).status).toBe(200);
  expect((await ask('GET', '/boards', { cookie: `swarmboard_session=${value}` })).status).toBe(401);
});

test('a session notes that it is used, once a minute', async () => {
  const local = await start(readConfig({ PORT: '0', DATA_DIR: temporaryFolder('data') }));
  const ada = await firstAdmin(local.url);
  const { sessions } = local.store;
  const seen = async () => (await sessions.ofPerson(ada.person.id))[0]?.seenAt ?? '';
  const { idHash = '' } = (await sessions.ofPerson(ada.person.id))[0] ?? {};
  const ago = (ms: number) => new Date(Date.now() - ms).toISOString();
  const halfAMinute = ago(30_000);

  await sessions.touch(idHash, { at: halfAMinute, address: '10.1.1.1' });
  await ada.ask('GET', '/boards');
  const lately = await seen();
  await sessions.touch(idHash, { at: ago(61_000), address: '10.1.1.1' });
  await ada.ask('GET', '/boards');

  expect(lately).toBe(halfAMinute);
  await expect.poll(seen).toSatisfy((at: string) => at > halfAMinute);
  await local.stop();
});

test('[A16] that somebody guesses is in the log, once and with from where', async () => {
  const local = await start(readConfig({ PORT: '0', DATA_DIR: temporaryFolder('data') }));
  await firstAdmin(local.url);
  const guess = () =>
    fetch(`${local.url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: emailOf('Ada'), password: 'wrong horse under snow' }),
    });
  const blocked = async () => {
    const { entries } = await local.store.log.search({ board: '@access', limit: 100 });
    return entries.filter(({ events }) => events.some(({ type }) => type === 'signInBlocked'));
  };

  for (let turn = 0; turn < 10; turn += 1) await guess();

  await expect.poll(blocked).toHaveLength(1);
  expect((await blocked())[0]).toMatchObject({
    entrance: { door: 'page', address: '127.0.0.1' },
    events: [{ type: 'signInBlocked', account: emailOf('Ada') }],
  });
  await local.stop();
});
