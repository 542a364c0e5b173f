import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CommandReply } from '../../shared/protocol/socket.ts';
import type { TicketReply, TimelineReply } from '../../shared/protocol/http.ts';
import { DocumentClient } from '../support/documentClient.ts';
import { TestPerson } from '../support/person.ts';
import { seededRandom } from '../support/seededRandom.ts';
import { type TestServer, startServer } from '../support/server.ts';

const rounds = process.env['SOAK'] ? 60 : 5;
let server: TestServer;
let ada: TestPerson;
let bo: TestPerson;
let board: string;

beforeAll(async () => {
  server = await startServer();
  ada = await TestPerson.signIn(server.url, 'Ada');
  bo = await TestPerson.signIn(server.url, 'Bo');
  board = await ada.createBoard('Kill');
  const socket = await ada.connect();
  await socket.run(board, { type: 'openTicket', title: 'Webhooks stopped', customer: 'Acme' });
  socket.close();
});

afterAll(() => server.stop());

test('[D6] [B1] a server that is killed at any moment has lost nothing that anybody was told is saved', async () => {
  const random = seededRandom(20_260_301);
  const ticketId = `${board}-1`;
  const typists = [ada, bo].map((person) => new DocumentClient(person, ticketId));
  const acknowledged: string[] = [];
  let words = 0;

  for (let round = 0; round < rounds; round += 1) {
    for (const typist of typists) typist.connect();
    const socket = await ada.connect();
    const typing = setInterval(() => {
      for (const typist of typists) typist.type(`w${String((words += 1))}`);
      const text = `m${String((words += 1))}`;
      void socket
        .run(board, { type: 'postMessage', ticketId, audience: 'internal', text })
        .then((reply: CommandReply) => 'seq' in reply && acknowledged.push(text));
    }, 5);
    await typists[0]?.until(() => typists[0]?.synced === true);
    await new Promise((resolve) => setTimeout(resolve, 150 + random.below(350)));
    await server.kill9();
    clearInterval(typing);
    socket.close();
    const savedBefore = typists.map(({ saved, typed }) => typed.slice(0, saved));
    await Promise.all(typists.map((typist) => typist.until(() => !typist.isOpen)));
    await server.restart();

    const stranger = new DocumentClient(bo, ticketId);
    stranger.connect();
    await stranger.until(() => stranger.synced && stranger.text !== '');
    const found = new Set(stranger.text.split(' '));
    for (const word of savedBefore.flat()) expect(found, `round ${String(round)}`).toContain(word);
    stranger.close();
  }

  const { events } = (await ada.ask('GET', `/tickets/${ticketId}/timeline`)).body as TimelineReply;
  const posted = events.flatMap(({ event }) => (event.type === 'messagePosted' ? [event.message.text] : []));
  expect(posted).toEqual(expect.arrayContaining(acknowledged));
  expect(new Set(posted).size).toBe(posted.length);
  expect(acknowledged.length).toBeGreaterThan(rounds);
  expect(typists.every(({ saved }) => saved > rounds)).toBe(true);
});

test('[D21] what was typed while the server was away arrives when it is back', async () => {
  const ticketId = `${board}-1`;
  const typist = new DocumentClient(ada, ticketId);
  typist.connect();
  await typist.until(() => typist.synced);
  await server.kill9();
  await typist.until(() => !typist.isOpen);
  typist.type('while-away');
  await server.restart();

  typist.connect();
  await typist.until(() => typist.saved === typist.typed.length);

  const reader = new DocumentClient(bo, ticketId);
  reader.connect();
  await reader.until(() => reader.text.includes('while-away'));
  typist.close();
  reader.close();
});

test('a tag is there with its brief and its steps when the server dies right after its answer', async () => {
  const ticketId = `${board}-1`;
  const command = (id: string, person: TestPerson, what: object) =>
    person.ask('POST', '/commands', { board, id, command: { ticketId, ...what } });
  const target = { kind: 'person', person: bo.person.id };
  const raised = await command('tag-before-the-end', ada, { type: 'raiseTag', target, ask: 'The proxy?' });
  await server.kill9();
  await server.restart();
  const accepted = await command('accept-it-now', bo, { type: 'acceptTag', tagId: 'tag-before-the-end' });
  await server.kill9();
  await server.restart();

  const { tags } = (await ada.ask('GET', `/tickets/${ticketId}`)).body as TicketReply;

  expect([raised.status, accepted.status]).toEqual([200, 200]);
  expect(tags).toMatchObject([{ brief: { ask: 'The proxy?' }, holder: bo.person.id, tag: { state: 'accepted' } }]);
});
