import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SessionReply, SessionsReply } from '../../shared/protocol/people.ts';
import { emailOf, firstAdmin, join, signInAs, testPassword } from '../support/account.ts';
import { HttpBrowser } from '../support/httpBrowser.ts';
import type { TestPerson } from '../support/person.ts';
import { type TestServer, startServer } from '../support/server.ts';

const cookieName = 'swarmboard_session';
let server: TestServer;
let ada: TestPerson;

beforeAll(async () => {
  server = await startServer({ env: { SWARMBOARD_DEV: '0' } });
  ada = await firstAdmin(server.url);
});

afterAll(() => server.stop());

function signIn(browser: HttpBrowser, body: object, headers: Record<string, string> = {}) {
  return browser.ask('POST', `${server.url}/api/v1/session`, { body, headers });
}

async function codeOf(response: Response): Promise<unknown> {
  return ((await response.json()) as { error?: { code: string } }).error?.code;
}

test('a right password lets in, and the session says who', async () => {
  const again = await signInAs(server.url, 'Ada');

  const { body } = await again.ask('GET', '/session');

  expect(body).toMatchObject({
    person: { id: ada.person.id, name: 'Ada', preset: 'admin', email: emailOf('Ada') },
    developer: false,
    signIn: { firstAdmin: null, provider: null },
  });
});

test('who is not signed in learns nothing about anybody', async () => {
  const reply = (await (await fetch(`${server.url}/api/v1/session`)).json()) as SessionReply;

  expect(reply).toMatchObject({ person: null, people: [], signIn: { firstAdmin: null } });
});

test('sign-in by name alone is not there', async () => {
  const response = await fetch(`${server.url}/api/v1/session/developer`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Ada' }),
  });

  expect(response.status).toBe(404);
});

test('a wrong password and an unknown address are answered alike, in words and in time', async () => {
  await join(ada, { name: 'Known', preset: 'agent' });
  const browser = new HttpBrowser();
  const timed = async (email: string) => {
    const startedAt = performance.now();
    const response = await signIn(browser, { email, password: 'wrong horse under snow' });
    return { status: response.status, text: await response.text(), ms: performance.now() - startedAt };
  };

  const answers = { known: [], unknown: [] } as Record<
    'known' | 'unknown',
    { status: number; text: string; ms: number }[]
  >;
  for (let turn = 0; turn < 3; turn += 1) {
    answers.known.push(await timed(emailOf('Known')));
    answers.unknown.push(await timed('nobody@swarm.example'));
  }

  const [known, unknown] = [answers.known, answers.unknown].map((some) => Math.min(...some.map(({ ms }) => ms)));
  const told = [...answers.known, ...answers.unknown].map((answer) => `${String(answer.status)} ${answer.text}`);
  expect(new Set(told).size).toBe(1);
  expect(told[0]).toMatch(/^401 .*signInFailed/);
  expect(unknown).toBeGreaterThan((known ?? 0) / 3);
});

test('the cookie is out of reach of scripts and of other sites', async () => {
  const response = await signIn(new HttpBrowser(), { email: emailOf('Ada'), password: testPassword });

  const cookies = response.headers.getSetCookie();

  expect(cookies).toHaveLength(2);
  for (const cookie of cookies) expect(cookie).toMatch(/HttpOnly/);
  for (const cookie of cookies) expect(cookie).toMatch(/SameSite=Lax/);
});

test('[A16] a cookie that was there before is never taken over: every sign-in has a session of its own', async () => {
  const browser = new HttpBrowser();
  const preset = 'x'.repeat(43);
  browser.setCookie(server.url, cookieName, preset);

  await signIn(browser, { email: emailOf('Ada'), password: testPassword });

  const stolen = await fetch(`${server.url}/api/v1/boards`, { headers: { cookie: `${cookieName}=${preset}` } });
  expect(browser.cookie(server.url, cookieName)).not.toBe(preset);
  expect(stolen.status).toBe(401);
});

test('[A16] who signs in anew in the same browser has left the old session', async () => {
  const browser = new HttpBrowser();
  await signIn(browser, { email: emailOf('Ada'), password: testPassword });
  const before = browser.cookiesFor(server.url);

  await signIn(browser, { email: emailOf('Ada'), password: testPassword });

  const headers = { cookie: before };
  expect((await fetch(`${server.url}/api/v1/boards`, { headers })).status).toBe(401);
  expect((await browser.ask('GET', `${server.url}/api/v1/boards`)).status).toBe(200);
});

test.each(['https://evil.example', 'null', 'http://127.0.0.1.evil.example'])(
  '[A16] a page from %s can sign nobody in',
  async (origin) => {
    const body = { email: emailOf('Ada'), password: testPassword };

    const response = await signIn(new HttpBrowser(), body, { origin });

    expect([response.status, await codeOf(response)]).toEqual([403, 'originNotAllowed']);
  },
);

test('[A16] guesses over HTTP end in 429 with a time to come back, and a known device still gets in', async () => {
  const grace = await join(ada, { name: 'Grace', preset: 'agent' });
  const owner = new HttpBrowser();
  await signIn(owner, { email: emailOf('Grace'), password: testPassword });
  const guesser = new HttpBrowser();
  const wrong = { email: emailOf('Grace'), password: 'wrong horse under snow' };

  const guesses = [await signIn(guesser, wrong)];
  while (guesses.at(-1)?.status === 401 && guesses.length < 20) guesses.push(await signIn(guesser, wrong));
  const rightAtLast = await signIn(guesser, { ...wrong, password: testPassword });
  const ownerAgain = await signIn(owner, { ...wrong, password: testPassword });

  const blocked = guesses.at(-1);
  expect(guesses).toHaveLength(7);
  expect(blocked?.status).toBe(429);
  expect(Number(blocked?.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(rightAtLast.status).toBe(429);
  expect(ownerAgain.status).toBe(200);
  const { person } = (await ownerAgain.json()) as SessionReply;
  expect(person?.id).toBe(grace.person.id);
});

test('signing out ends the session, everywhere at once', async () => {
  const here = await signInAs(server.url, 'Ada');
  const socket = await here.connect();
  const cut = new Promise((resolve) => socket.socket.once('disconnect', resolve));

  const { body } = await here.ask('DELETE', '/session');

  await cut;
  socket.close();
  expect(body).toMatchObject({ person: null });
  expect((await here.ask('GET', '/boards')).status).toBe(401);
});

test('sessions are listed, and one, the others or all of them end', async () => {
  const [first, second, third] = [
    await person(),
    await signInAs(server.url, 'Mary'),
    await signInAs(server.url, 'Mary'),
  ];
  const listed = ((await first.ask('GET', '/sessions')).body as SessionsReply).sessions;
  const mine = ((await second.ask('GET', '/sessions')).body as SessionsReply).sessions.find(({ current }) => current);

  await first.ask('DELETE', `/sessions/${mine?.id ?? ''}`);
  const one = [await status(first), await status(second), await status(third)];
  await first.ask('DELETE', '/sessions?others=1');
  const others = [await status(first), await status(third)];
  await first.ask('DELETE', '/sessions');
  const all = await status(first);

  expect(listed).toHaveLength(3);
  expect(listed.filter(({ current }) => current)).toHaveLength(1);
  expect(listed[0]).toMatchObject({ address: '127.0.0.1', method: expect.any(String) as string });
  expect([one, others, all]).toEqual([[200, 401, 200], [200, 401], 401]);
});

test('nobody ends another one’s session by its name', async () => {
  const mallory = await join(ada, { name: 'Mallory', preset: 'agent' });
  const { sessions } = (await ada.ask('GET', '/sessions')).body as SessionsReply;

  const { status: answered, body } = await mallory.ask('DELETE', `/sessions/${sessions[0]?.id ?? ''}`);

  expect([answered, (body as { error: { code: string } }).error.code]).toEqual([404, 'sessionNotFound']);
  expect(await status(ada)).toBe(200);
});

test('a new password needs the old one, has to be a good one, and ends all other sessions', async () => {
  const here = await join(ada, { name: 'Joan', preset: 'agent' });
  const elsewhere = await signInAs(server.url, 'Joan');
  const better = 'grey heron above ice';

  const wrong = await here.ask('POST', '/password', { current: 'not this one at all', password: better });
  const weak = await here.ask('POST', '/password', { current: testPassword, password: 'Swarmboard2026' });
  const changed = await here.ask('POST', '/password', { current: testPassword, password: better });

  expect([wrong.status, weak.status, changed.status]).toEqual([401, 400, 200]);
  expect([await status(here), await status(elsewhere)]).toEqual([200, 401]);
  await expect(signInAs(server.url, 'Joan')).rejects.toThrow('signInFailed');
  expect(await status(await signInAs(server.url, 'Joan', better))).toBe(200);
});

function person(): Promise<TestPerson> {
  return join(ada, { name: 'Mary', preset: 'agent' });
}

async function status(somebody: TestPerson): Promise<number> {
  return (await somebody.ask('GET', '/sessions')).status;
}
