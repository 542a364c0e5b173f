import { createServer } from 'node:http';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SessionReply } from '../../shared/protocol/people.ts';
import { emailOf, enter, firstAdmin, invitationLink, join, secretOf, testPassword } from '../support/account.ts';
import { HttpBrowser } from '../support/httpBrowser.ts';
import { type OidcProvider, startOidcProvider } from '../support/oidcProvider.ts';
import type { TestPerson } from '../support/person.ts';
import { freePort } from '../support/process.ts';
import { type TestServer, startServer } from '../support/server.ts';

let provider: OidcProvider;
let server: TestServer;
let ada: TestPerson;

beforeAll(async () => {
  const port = String(await freePort());
  provider = await startOidcProvider(`http://127.0.0.1:${port}`);
  server = await startServer({ env: { SWARMBOARD_DEV: '0', PORT: port, ...provider.settings } });
});

afterAll(async () => {
  await server.stop();
  await provider.stop();
});

interface Journey {
  readonly browser?: HttpBrowser;
  readonly query?: Readonly<Record<string, string>>;
}

/** Where to go at the provider. */
async function start({ browser = new HttpBrowser(), query = {} }: Journey): Promise<string> {
  const search = new URLSearchParams(query).toString();
  const response = await browser.ask('GET', `${server.url}/api/v1/oidc/start?${search}`);
  return response.headers.get('location') ?? '';
}

/** The whole way there and back; resolves to the page it ends on and who is signed in then. */
async function signIn(login: string, { browser = new HttpBrowser(), query = {} }: Journey = {}) {
  const back = await provider.signIn(browser, await start({ browser, query }), login);
  return comeBack(browser, back);
}

async function comeBack(browser: HttpBrowser, back: string) {
  const response = await browser.ask('GET', back);
  const session = await browser.ask('GET', `${server.url}/api/v1/session`);
  const { person, signIn: options } = (await session.json()) as SessionReply;
  return { page: response.headers.get('location'), person, options, browser };
}

test('at the very first start the provider makes nobody an admin', async () => {
  const { page, person, options } = await signIn('mallory');

  expect([page, person]).toEqual(['/?problem=notInvited', null]);
  expect(options).toEqual({ firstAdmin: 'here', provider: 'Example ID' });
  ada = await firstAdmin(server.url);
});

test('a verified e-mail address links the person who has it, who is known from then on', async () => {
  const first = await signIn('ada', { query: { to: '/settings/people?sort=name' } });
  await ada.ask('POST', `/people/${ada.person.id}`, { email: 'ada@elsewhere.example' });
  const second = await signIn('ada');
  await ada.ask('POST', `/people/${ada.person.id}`, { email: emailOf('Ada') });

  expect([first.page, first.person?.id]).toEqual(['/settings/people?sort=name', ada.person.id]);
  expect([second.page, second.person?.id]).toEqual(['/', ada.person.id]);
});

test('an address that the provider has not verified links nobody', async () => {
  await join(ada, { name: 'Grace', preset: 'admin' });

  const { page, person } = await signIn('grace-unverified');

  expect([page, person]).toEqual(['/?problem=notInvited', null]);
});

test('somebody nobody has invited stays outside', async () => {
  const { page, person } = await signIn('mallory');

  expect([page, person]).toEqual(['/?problem=notInvited', null]);
});

test('with an invitation the provider makes the account, once', async () => {
  const link = await invitationLink(ada, { purpose: 'join', preset: 'engineer' });
  const query = { invitation: secretOf(link) };

  const joan = await signIn('joan', { query });
  const again = await signIn('joan');
  const other = await signIn('other', { query });

  expect(joan.person).toMatchObject({ name: 'Joan', preset: 'engineer', email: 'joan@swarm.example' });
  expect(again.person?.id).toBe(joan.person?.id);
  expect([other.page, other.person]).toEqual(['/?problem=notInvited', null]);
});

test('who has left cannot come in by the provider either', async () => {
  const link = await invitationLink(ada, { purpose: 'join', preset: 'agent' });
  const { person } = await signIn('leaver', { query: { invitation: secretOf(link) } });
  await ada.ask('POST', `/people/${person?.id ?? ''}`, { left: true });

  expect((await signIn('leaver')).person).toBeNull();
});

test('what comes back in another browser, or a second time, lets nobody in', async () => {
  const browser = new HttpBrowser();
  const back = await provider.signIn(browser, await start({ browser }), 'ada');

  const elsewhere = await comeBack(new HttpBrowser(), back);
  const first = await comeBack(browser, back);
  const again = await comeBack(new HttpBrowser(), back);

  expect([elsewhere.page, elsewhere.person]).toEqual(['/?problem=providerUnavailable', null]);
  expect(first.person?.id).toBe(ada.person.id);
  expect(again.person).toBeNull();
});

test.each(['state', 'code'])('an answer with another %s lets nobody in', async (name) => {
  const browser = new HttpBrowser();
  const back = new URL(await provider.signIn(browser, await start({ browser }), 'ada'));
  back.searchParams.set(name, 'forged');

  const { page, person } = await comeBack(browser, back.href);

  expect([page, person]).toEqual(['/?problem=providerUnavailable', null]);
});

test('somebody else’s answer in my browser does not sign me in as them', async () => {
  const mallory = new HttpBrowser();
  const victim = new HttpBrowser();
  await start({ browser: victim });
  const forged = await provider.signIn(mallory, await start({ browser: mallory }), 'ada');

  const { person } = await comeBack(victim, forged);

  expect(person).toBeNull();
});

test.each(['//evil.example', '/\\evil.example', 'https://evil.example', '/\t/evil.example', '/.//evil.example'])(
  'coming back never leads to %s',
  async (to) => {
    const browser = new HttpBrowser();
    const begun = await browser.ask('GET', `${server.url}/api/v1/oidc/start?${new URLSearchParams({ to }).toString()}`);
    if (begun.status === 400) return;

    const back = await provider.signIn(browser, begun.headers.get('location') ?? '', 'ada');
    const { page } = await comeBack(browser, back);

    expect(new URL(page ?? '', server.url).origin).toBe(server.url);
  },
);

test('a provider that is away or strange is a sentence on the first page, and signing in by password goes on', async () => {
  const strange = createServer((_request, response) => response.end('<h1>It works!</h1>')).listen(0, '127.0.0.1');
  await once(strange, 'listening');
  const { port } = strange.address() as { port: number };
  const other = await startServer({
    env: {
      SWARMBOARD_DEV: '0',
      ...provider.settings,
      OIDC_ISSUER: `http://127.0.0.1:${String(port)}`,
      LOG_LEVEL: 'silent',
    },
  });
  await firstAdmin(other.url);
  const go = () => new HttpBrowser().ask('GET', `${other.url}/api/v1/oidc/start`);

  const atStrange = await go();
  strange.close();
  strange.closeAllConnections();
  const atNobody = await go();

  const pages = [atStrange, atNobody].map((response) => response.headers.get('location'));
  expect(pages).toEqual(['/?problem=providerUnavailable', '/?problem=providerUnavailable']);
  const person = await enter(other.url, '/session', { email: emailOf('Ada'), password: testPassword });
  expect(person.person.name).toBe('Ada');
  await other.stop();
});

test('without a provider there is nowhere to go', async () => {
  const other = await startServer({ env: { SWARMBOARD_DEV: '0' } });

  expect((await fetch(`${other.url}/api/v1/oidc/start`)).status).toBe(404);
  await other.stop();
});
