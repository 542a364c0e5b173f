import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Running, start } from '../../server/compose.ts';
import { readConfig } from '../../server/config.ts';
import { partsOf, textOf, writeText } from '../../shared/document/investigation.ts';
import type { RestoredReply, VersionReply, VersionsReply } from '../../shared/protocol/http.ts';
import { DocumentClient } from '../support/documentClient.ts';
import { TestPerson } from '../support/person.ts';
import { temporaryFolder } from '../support/temporary.ts';

let running: Running;
let ada: TestPerson;
let eve: TestPerson;
let olga: TestPerson;
const clients: DocumentClient[] = [];

beforeAll(async () => {
  running = await start(readConfig({ PORT: '0', SWARMBOARD_DEV: '1', DATA_DIR: temporaryFolder('data') }));
  ada = await TestPerson.signIn(running.url, 'Ada');
  eve = await TestPerson.signIn(running.url, 'Eve', 'engineer');
  olga = await TestPerson.signIn(running.url, 'Olga', 'observer');
});

afterAll(async () => {
  for (const client of clients) client.close();
  await running.stop();
});

const notesOf = ({ doc }: DocumentClient) => textOf(partsOf(doc).notes);

async function opened(person: TestPerson, ticketId: string): Promise<DocumentClient> {
  const client = new DocumentClient(person, ticketId);
  clients.push(client);
  client.connect();
  await client.until(() => client.synced && notesOf(client).startsWith('What happens'));
  return client;
}

/** A board with a ticket that Eve, a guest, is tagged on, and one she knows nothing of. */
async function aTicket(title: string): Promise<{ ticketId: string; other: string }> {
  const board = await ada.createBoard(title);
  const run = (id: string, command: object) => ada.ask('POST', '/commands', { board, id, command });
  for (const name of ['Theirs', 'Secret'])
    await run(`open-${name}`, { type: 'openTicket', title: name, customer: 'Acme' });
  await run('tag-eve-here', {
    type: 'raiseTag',
    ticketId: `${board}-1`,
    target: { kind: 'person', person: eve.person.id },
    blocked: true,
    ask: 'Look',
  });
  return { ticketId: `${board}-1`, other: `${board}-2` };
}

async function versionsOf(ticketId: string, person = ada) {
  return ((await person.ask('GET', `/tickets/${ticketId}/versions`)).body as VersionsReply).versions;
}

test('what a guest wiped is found among the earlier versions, looked at, restored, and taken back', async () => {
  const { ticketId } = await aTicket('Wiped');
  const [hers, eves] = [await opened(ada, ticketId), await opened(eve, ticketId)];
  writeText(partsOf(hers.doc).notes, `The gateway drops every tenth request. ${'And more. '.repeat(60)}`);
  await eves.until(() => notesOf(eves).includes('gateway'));
  expect(await versionsOf(ticketId)).toEqual([]);

  partsOf(eves.doc).notes.delete(0, partsOf(eves.doc).notes.length);
  await hers.until(() => notesOf(hers) === '');
  const [version] = await versionsOf(ticketId);
  expect(version).toMatchObject({ why: 'deletion', by: eve.person.id });
  const path = `/tickets/${ticketId}/versions/${version?.id ?? ''}`;
  const preview = (await ada.ask('GET', path)).body as VersionReply;
  expect(preview).toMatchObject({ version, draft: '', hypotheses: [], evidence: [] });
  expect(preview.notes).toContain('every tenth request');
  const { status, body } = await ada.ask('POST', `${path}/restore`);
  expect(status).toBe(200);
  await eves.until(() => notesOf(eves).includes('every tenth request'));

  const { kept } = body as RestoredReply;
  expect((await versionsOf(ticketId))[0]).toMatchObject({ id: kept, why: 'restore', by: ada.person.id });
  expect((await ada.ask('POST', `/tickets/${ticketId}/versions/${kept}/restore`)).status).toBe(200);
  await eves.until(() => notesOf(eves) === '');
});

test('a guest restores on their ticket and no other; who only reads looks and does not restore', async () => {
  const { ticketId, other } = await aTicket('Rights');
  const client = await opened(ada, ticketId);
  writeText(partsOf(client.doc).notes, 'Words. '.repeat(100));
  const reader = await opened(ada, ticketId);
  await reader.until(() => notesOf(reader).includes('Words.'));
  partsOf(client.doc).notes.delete(0, partsOf(client.doc).notes.length);
  await client.until(() => notesOf(client) === '');
  await expect.poll(() => versionsOf(ticketId)).toHaveLength(1);
  const id = (await versionsOf(ticketId))[0]?.id ?? '';
  const restore = async (person: TestPerson, ticket: string, version = id) =>
    (await person.ask('POST', `/tickets/${ticket}/versions/${version}/restore`)).status;

  expect([await restore(olga, ticketId), await restore(olga, ticketId, 'none')]).toEqual([403, 403]);
  expect((await olga.ask('GET', `/tickets/${ticketId}/versions/${id}`)).status).toBe(200);
  expect([await restore(eve, other), await restore(ada, other), await restore(ada, ticketId, 'none')]).toEqual([
    404, 404, 404,
  ]);
  expect(await restore(eve, ticketId)).toBe(200);
});
