import { request } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Running, start } from '../../server/compose.ts';
import { readConfig } from '../../server/config.ts';
import { TestPerson } from '../support/person.ts';
import { temporaryFolder } from '../support/temporary.ts';

let running: Running;
let ada: TestPerson;
let host: string;

beforeAll(async () => {
  running = await start(readConfig({ PORT: '0', SWARMBOARD_DEV: '1', DATA_DIR: temporaryFolder('data') }));
  ada = await TestPerson.signIn(running.url, 'Ada');
  const board = await ada.createBoard('Origins');
  const command = { type: 'openTicket', title: 'A', customer: 'Acme' };
  await ada.ask('POST', '/commands', { board, id: 'open-one-ticket', command });
  host = new URL(running.url).host;
});

afterAll(() => running.stop());

/** What comes back first, as raw text: a switch of protocols or a refusal. */
function upgrade(path: string, headers: Record<string, string>): Promise<string> {
  const { hostname, port } = new URL(running.url);
  const lines = {
    Host: host,
    Upgrade: 'websocket',
    Connection: 'Upgrade',
    ...webSocket,
    Cookie: ada.cookie,
    ...headers,
  };
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => {
      const head = Object.entries(lines).map(([name, value]) => `${name}: ${value}`);
      socket.write([`GET ${path} HTTP/1.1`, ...head, '', ''].join('\r\n'));
    });
    socket.once('error', reject);
    let text = '';
    socket.on('data', (part: Buffer) => {
      text += part.toString('latin1');
      if (text.startsWith('HTTP/1.1 101')) socket.destroy();
    });
    socket.once('close', () => {
      resolve(text);
    });
  });
}

const webSocket = { 'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==', 'Sec-WebSocket-Version': '13' };

/** As a browser's page on another site asks: fetch would not let a test say where it comes from. */
function poll(headers: Record<string, string>): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const asked = request(`${running.url}/socket.io/?EIO=4&transport=polling`, { headers }, (response) => {
      let text = '';
      response.on('data', (part: Buffer) => (text += part.toString()));
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, text });
      });
    });
    asked.once('error', reject).end();
  });
}

const doors = ['/socket.io/?EIO=4&transport=websocket', '/documents/origins-1'];
const strangers = [
  ['another site', () => 'https://evil.example'],
  ['no site at all', () => 'null'],
  ['a longer name that begins with ours', () => `http://${host}.evil.example`],
  ['a name that ends in ours', () => `http://evil-${host}`],
  ['our name before an @', () => `http://${host}@evil.example`],
  ['our host on another port', () => `http://127.0.0.1:1`],
  ['our host by another scheme', () => `ftp://${host}`],
] as const;

describe.each(doors)('[A17] %s', (door) => {
  test.each(strangers)('%s is refused before the upgrade', async (_who, origin) => {
    const answer = await upgrade(door, { Origin: origin() });

    expect(answer).toMatch(/^HTTP\/1\.1 403 /);
    expect(answer).toContain('"code":"originNotAllowed"');
    expect(answer).not.toContain(' 101 ');
  });

  test('a page of ours is let in', async () => {
    expect(await upgrade(door, { Origin: `http://${host}` })).toMatch(/^HTTP\/1\.1 101 /);
  });

  test('a name that somebody points at this machine does not reach it', async () => {
    const answer = await upgrade(door, { Host: 'rebound.example', Origin: 'http://rebound.example' });

    expect(answer).toMatch(/^HTTP\/1\.1 403 /);
  });
});

test.each(strangers)('[A17] polls from %s are refused like everything else', async (_who, origin) => {
  const answer = await poll({ origin: origin(), cookie: ada.cookie });

  expect([answer.status, answer.text]).toEqual([403, expect.stringContaining('originNotAllowed') as unknown]);
});

test('[A17] the upgrade of a connection that polls is asked where it comes from as well', async () => {
  const { text } = await poll({ cookie: ada.cookie });
  const sid = /"sid":"([^"]+)"/.exec(text)?.[1] ?? '';

  const answer = await upgrade(`${doors[0] ?? ''}&sid=${sid}`, { Origin: 'https://evil.example' });

  expect(answer).toMatch(/^HTTP\/1\.1 403 /);
});

test.each([
  ['cross-site', 403],
  ['same-site', 403],
  ['same-origin', 200],
  ['none', 200],
])('[A16] a change that the browser calls %s is answered %i', async (site, status) => {
  const response = await fetch(`${running.url}/api/v1/boards`, {
    method: 'POST',
    headers: { cookie: ada.cookie, 'content-type': 'application/json', 'sec-fetch-site': site },
    body: JSON.stringify({ title: `From ${site}` }),
  });

  expect(response.status).toBe(status);
});

test('[A16] a form on another site cannot sign anybody in', async () => {
  const response = await fetch(`${running.url}/api/v1/session/developer`, {
    method: 'POST',
    headers: { origin: 'https://evil.example', 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Mallory' }),
  });

  expect([response.status, response.headers.get('set-cookie')]).toEqual([403, null]);
});

test('pages may run and load only what comes from here, and nobody frames them', async () => {
  const { headers } = await fetch(`${running.url}/`);

  const policy = headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self';");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain('unsafe');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
});

test('one person who asks without end is told to wait, and nobody else is', async () => {
  const hasty = await TestPerson.signIn(running.url, 'Hasty');
  const ask = () => fetch(`${running.url}/api/v1/session`, { headers: { cookie: hasty.cookie } });

  let last = await ask();
  for (let count = 0; count < 30 && last.status !== 429; count += 1) {
    const answers = await Promise.all(Array.from({ length: 50 }, ask));
    last = answers.find(({ status }) => status === 429) ?? last;
  }

  expect(last.status).toBe(429);
  expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await ada.ask('GET', '/session')).status).toBe(200);
});
