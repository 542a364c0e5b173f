import { afterEach, expect, test, vi } from 'vitest';
import { protocolVersion } from '../../shared/protocol/version.ts';
import { ada, bo } from '../../test/support/builders.ts';
import { createMemoryStore, personalStore } from '../connection/deviceStore.ts';
import { onSignInNeeded, request, sentenceFor } from '../connection/http.ts';
import { Session } from './session.svelte.ts';
import { SessionCopies, unsentInWords } from './sessionCopies.ts';

afterEach(() => vi.unstubAllGlobals());

const options = { firstAdmin: null, provider: null };

/** A server that says these people are signed in, one after the other; null: nobody. */
function aSession(...answers: readonly (typeof ada | null)[]) {
  const left = [...answers];
  const asked: string[] = [];
  vi.stubGlobal('fetch', (path: string, { method = 'GET' }: RequestInit = {}) => {
    asked.push(`${method} ${path}`);
    const person = left.length > 1 ? left.shift() : left[0];
    const people = person ? [person] : [];
    return Promise.resolve(
      Response.json({ person, people, protocol: protocolVersion, developer: false, signIn: options }),
    );
  });
  const store = createMemoryStore();
  const told = { anew: 0, over: [] as string[] };
  const session = new Session({
    store,
    startAnew: () => (told.anew += 1),
    onOver: ({ id }) => told.over.push(id),
  });
  return { session, store, told, asked };
}

test('a session that is over is told once, and nothing of it is shown without the server any more', async () => {
  const { session, store, told } = aSession(ada, null);
  await session.load();

  await session.check();
  await session.check();

  expect(session.person).toBeNull();
  expect(session.isOver).toBe(true);
  expect(told.over).toEqual([ada.id]);
  expect(await store.get('session')).toMatchObject({ person: null, people: [] });
});

test('however many say at once that nobody is signed in, the server is asked once', async () => {
  const { session, asked } = aSession(ada);
  await session.load();

  await Promise.all([session.check(), session.check(), session.check()]);

  expect(asked).toHaveLength(2);
  expect(session.person).toEqual(ada);
});

test('somebody else on the same page sees nothing of who was there: the page begins anew', async () => {
  const { session, told } = aSession(ada, null, bo);
  await session.load();
  await session.check();

  await session.signIn('bo@example.com', 'a password');

  expect(told.anew).toBe(1);
  expect(session.person).toBeNull();
  expect(session.status).toBe('loading');
});

test('what one person keeps on a device is not there for another', async () => {
  const device = createMemoryStore();
  let here: string | undefined = 'ada';
  const store = personalStore(device, () => here);
  await store.set('boards', ['acme']);

  here = 'grace';
  expect(await store.get('boards')).toBeUndefined();
  expect(await store.withPrefix('')).toEqual([]);

  here = undefined;
  await store.set('boards', ['nobody’s']);
  here = 'ada';
  expect(await store.get('boards')).toEqual(['acme']);
});

test('a session that ends by itself leaves what only this device has; signing out leaves nothing', async () => {
  const device = createMemoryStore();
  const store = personalStore(device, () => 'ada');
  await store.set('board:acme', {});
  await store.set('command:acme:1', { id: '1' });
  const removed: string[] = [];
  const copies = new SessionCopies(device, {
    unsaved: () => Promise.resolve(1),
    remove: (person, which) => {
      removed.push(`${which} of ${person}`);
      return Promise.resolve();
    },
  });

  await copies.removeSaved('ada');
  expect(await store.get('board:acme')).toBeUndefined();
  expect(unsentInWords(await copies.unsent('ada'))).toBe('1 change and 1 ticket with edits');

  await copies.removeAll('ada');
  expect(await store.withPrefix('')).toEqual([]);
  await copies.finishRemovals();
  await copies.finishRemovals();
  expect(removed).toEqual(['saved of ada', 'all of ada', 'all of ada']);
});

test('every answer that says to sign in first is heard in one place', async () => {
  const error = { code: 'signInNeeded', message: 'Sign in first.', retryable: false };
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json({ error }, { status: 401 })));
  let heard = 0;
  const stop = onSignInNeeded(() => (heard += 1));

  await request('/api/v1/boards').catch(() => undefined);
  stop();
  await request('/api/v1/boards').catch(() => undefined);

  expect(heard).toBe(1);
});

test.each([
  ['1', 'That was too often. Try again in a second.'],
  ['40', 'That was too often. Try again in 40 seconds.'],
  ['600', 'That was too often. Try again in 10 minutes.'],
  ['7200', 'That was too often. Try again in 2 hours.'],
])('a wait of %s seconds is said as people say it', async (seconds, sentence) => {
  const error = { code: 'tooManyRequests', message: 'Too many requests. Wait a moment.', retryable: true };
  const headers = { 'retry-after': seconds };
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json({ error }, { status: 429, headers })));

  const reason: unknown = await request('/api/v1/session').catch((problem: unknown) => problem);

  expect(sentenceFor(reason)).toBe(sentence);
});
