import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Running, start } from '../../server/compose.ts';
import { readConfig } from '../../server/config.ts';
import { TestPerson } from '../support/person.ts';
import { temporaryFolder } from '../support/temporary.ts';

let running: Running;
let ada: TestPerson;

beforeAll(async () => {
  running = await start(readConfig({ PORT: '0', SWARMBOARD_DEV: '1', DATA_DIR: temporaryFolder('data') }));
  ada = await TestPerson.signIn(running.url, 'Ada');
});

afterAll(() => running.stop());

function post(path: string, body: string, headers: Record<string, string> = {}): Promise<Response> {
  const all = { cookie: ada.cookie, 'content-type': 'application/json', ...headers };
  return fetch(`${running.url}${path}`, { method: 'POST', body, headers: all });
}

async function codeOf(response: Response): Promise<unknown> {
  return ((await response.json()) as { error: { code: string } }).error.code;
}

test('health, readiness and metrics answer without a session', async () => {
  for (const path of ['/healthz', '/readyz', '/metrics']) {
    expect((await fetch(`${running.url}${path}`)).status, path).toBe(200);
  }
});

test('without a session a board is not shown', async () => {
  const response = await fetch(`${running.url}/api/v1/boards`);

  expect([response.status, await codeOf(response)]).toEqual([401, 'signInNeeded']);
});

test('signing out ends the session', async () => {
  const guest = await TestPerson.signIn(running.url, 'Guest');

  await guest.ask('DELETE', '/session');

  expect((await guest.ask('GET', '/boards')).status).toBe(401);
});

test.each([
  ['text that is no JSON', '{"title":', 400, 'invalidInput'],
  ['an empty title', '{"title":""}', 400, 'invalidInput'],
  ['a field nobody knows', '{"title":"A","admin":true}', 400, 'invalidInput'],
  ['a prototype', '{"title":"A","__proto__":{"admin":true}}', 400, 'invalidInput'],
  ['far too much', JSON.stringify({ title: 'x'.repeat(300_000) }), 413, 'bodyTooLarge'],
])('%s is refused by its code', async (_what, body, status, code) => {
  const response = await post('/api/v1/boards', body);

  expect([response.status, await codeOf(response)]).toEqual([status, code]);
});

test('a board that exists is not created again', async () => {
  await ada.createBoard('Taken');

  const response = await post('/api/v1/boards', '{"title":"Taken"}');

  expect([response.status, await codeOf(response)]).toEqual([409, 'boardExists']);
});

test.each([
  ['/api/v1/nothing', 404, 'notFound'],
  ['/api/v1/boards/nowhere/snapshot', 404, 'boardNotFound'],
  ['/api/v1/boards/@organisation/snapshot', 404, 'boardNotFound'],
  ['/api/v1/tickets/nowhere-1', 404, 'ticketNotFound'],
  ['/api/v1/tickets/nonsense', 404, 'ticketNotFound'],
  ['/api/v1/tickets/%E0%A4%A', 400, 'invalidInput'],
  ['/files/nothing', 404, 'notFound'],
])('%s answers %i %s', async (path, status, code) => {
  const response = await fetch(`${running.url}${path}`, { headers: { cookie: ada.cookie } });

  expect([response.status, await codeOf(response)]).toEqual([status, code]);
});

test.each(['https://evil.example', 'null', 'http://127.0.0.1.evil.example'])(
  'a page from %s cannot use the session',
  async (origin) => {
    const response = await post('/api/v1/boards', '{"title":"Stolen"}', { origin });

    expect([response.status, await codeOf(response)]).toEqual([403, 'originNotAllowed']);
  },
);

test('the API describes the routes it serves', async () => {
  const reply = await fetch(`${running.url}/api/v1/openapi.json`);

  const { openapi, paths } = (await reply.json()) as { openapi: string; paths: Record<string, object> };

  expect(openapi).toBe('3.1.0');
  expect(Object.keys(paths)).toContain('/boards/{board}/snapshot');
});

test('an image is kept as it is and shown; anything else is only downloaded', async () => {
  const board = await ada.createBoard('Files');
  const command = { type: 'openTicket', title: 'A', customer: 'Acme' };
  await ada.ask('POST', '/commands', { board, id: 'open-one-ticket', command });
  const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);

  const image = await upload(`${board}-1`, png);
  const page = await upload(`${board}-1`, new TextEncoder().encode('<script>alert(1)</script>'));

  expect(image.headers.get('content-type')).toBe('image/png');
  expect(new Uint8Array(await image.arrayBuffer())).toEqual(png);
  expect(page.headers.get('content-type')).toBe('application/octet-stream');
  expect(page.headers.get('content-disposition')).toMatch(/^attachment/);
});

async function upload(ticketId: string, bytes: Uint8Array<ArrayBuffer>): Promise<Response> {
  const headers = { cookie: ada.cookie, 'content-type': 'image/png', 'x-file-name': 'shot.png' };
  const path = `/api/v1/tickets/${ticketId}/files`;
  const reply = await fetch(`${running.url}${path}`, { method: 'POST', body: bytes, headers });
  const { url } = (await reply.json()) as { url: string };
  return fetch(`${running.url}${url}`, { headers: { cookie: ada.cookie } });
}
