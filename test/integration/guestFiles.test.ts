import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Running, start } from '../../server/compose.ts';
import { readConfig } from '../../server/config.ts';
import { TestPerson } from '../support/person.ts';
import { temporaryFolder } from '../support/temporary.ts';

let running: Running;
let ada: TestPerson;
let eve: TestPerson;
let board: string;

/** A board with two tickets, and Eve tagged on the first. */
beforeAll(async () => {
  running = await start(readConfig({ PORT: '0', SWARMBOARD_DEV: '1', DATA_DIR: temporaryFolder('data') }));
  ada = await TestPerson.signIn(running.url, 'Ada');
  eve = await TestPerson.signIn(running.url, 'Eve', 'engineer');
  board = await ada.createBoard('Files');
  const run = (id: string, command: object) => ada.ask('POST', '/commands', { board, id, command });
  for (const title of ['Theirs', 'Secret']) await run(`open-${title}`, { type: 'openTicket', title, customer: 'Acme' });
  await run('tag-eve-here', {
    type: 'raiseTag',
    ticketId: `${board}-1`,
    target: { kind: 'person', person: eve.person.id },
    blocked: true,
    ask: 'Look',
  });
});

afterAll(() => running.stop());

test('files of a ticket are for who may read it', async () => {
  const file = async (ticketId: string) => {
    const response = await fetch(`${running.url}/api/v1/tickets/${ticketId}/files`, {
      method: 'POST',
      headers: { cookie: ada.cookie },
      body: 'the log of that day',
    });
    return ((await response.json()) as { url: string }).url;
  };
  const [theirs, secret] = [await file(`${board}-1`), await file(`${board}-2`)];
  const get = (url: string) => fetch(running.url + url, { headers: { cookie: eve.cookie } });

  expect((await get(theirs)).status).toBe(200);
  const foreign = await get(secret);
  const absent = await get('/files/nothing');
  expect([foreign.status, await foreign.text()]).toEqual([404, await absent.text()]);
});

test('a guest may attach a file to their ticket, and to no other', async () => {
  const attach = (ticketId: string) =>
    fetch(`${running.url}/api/v1/tickets/${ticketId}/files`, {
      method: 'POST',
      headers: { cookie: eve.cookie },
      body: 'a trace',
    });

  expect((await attach(`${board}-1`)).status).toBe(200);
  expect((await attach(`${board}-2`)).status).toBe(404);
});
