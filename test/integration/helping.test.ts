import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Running, start } from '../../server/compose.ts';
import { readConfig } from '../../server/config.ts';
import { partsOf, textOf, writeText } from '../../shared/document/investigation.ts';
import type { Command } from '../../shared/domain/commands.ts';
import { type Profile, emptyProfile } from '../../shared/domain/person.ts';
import type { HelpersReply } from '../../shared/protocol/helping.ts';
import type { TimelineReply } from '../../shared/protocol/http.ts';
import { DocumentClient } from '../support/documentClient.ts';
import { TestPerson, type TestSocket } from '../support/person.ts';
import { temporaryFolder } from '../support/temporary.ts';

let running: Running;
let ada: TestPerson;
let bo: TestPerson;
let cy: TestPerson;
const clients: DocumentClient[] = [];
const sockets: TestSocket[] = [];

beforeAll(async () => {
  running = await start(readConfig({ PORT: '0', SWARMBOARD_DEV: '1', DATA_DIR: temporaryFolder('data') }));
  ada = await TestPerson.signIn(running.url, 'Ada', 'admin');
  bo = await TestPerson.signIn(running.url, 'Bo');
  cy = await TestPerson.signIn(running.url, 'Cy', 'specialist');
});

afterAll(async () => {
  for (const closable of [...clients, ...sockets]) closable.close();
  await running.stop();
});

async function run(person: TestPerson, command: Command): Promise<unknown> {
  const board = 'ticketId' in command ? command.ticketId.replace(/-\d+$/, '') : '';
  const { body } = await person.ask('POST', '/commands', { board, id: randomUUID(), command });
  return body;
}

async function aTicket(title: string, intents: readonly string[] = []): Promise<string> {
  const board = await ada.createBoard(title);
  await open(board, intents);
  return `${board}-1`;
}

function open(board: string, intents: readonly string[]): Promise<unknown> {
  const command: Command = { type: 'openTicket', title: 'Odd', customer: 'Acme', intents };
  return ada.ask('POST', '/commands', { board, id: randomUUID(), command });
}

async function listening(board: string): Promise<TestSocket> {
  const socket = await ada.connect();
  sockets.push(socket);
  await socket.subscribe(board);
  return socket;
}

async function opened(person: TestPerson, ticketId: string): Promise<DocumentClient> {
  const client = new DocumentClient(person, ticketId);
  clients.push(client);
  client.connect();
  await client.until(() => client.synced && textOf(partsOf(client.doc).notes).startsWith('What happens'));
  return client;
}

async function contributionsOn(ticketId: string) {
  const { events } = (await ada.ask('GET', `/tickets/${ticketId}/timeline`)).body as TimelineReply;
  return events.filter(({ event }) => event.type === 'contributionMade');
}

function isContribution({ events }: { events: readonly { type: string }[] }): boolean {
  return events.some(({ type }) => type === 'contributionMade');
}

test('a stay counts from the first thing that somebody writes in the investigation, once, and not from looking on', async () => {
  const ticketId = await aTicket('Written');
  const heard = await listening('written');
  await run(bo, { type: 'joinSwarm', ticketId });
  const [bos, adas] = [await opened(bo, ticketId), await opened(ada, ticketId)];

  writeText(partsOf(adas.doc).draft, 'Written by somebody outside the swarm.');
  await bos.until(() => textOf(partsOf(bos.doc).draft) !== '');
  expect(await contributionsOn(ticketId)).toEqual([]);
  partsOf(bos.doc).draft.delete(0, 1);
  await heard.until(() => heard.entries.some(isContribution));
  writeText(partsOf(bos.doc).draft, 'More of it.');
  await adas.until(() => textOf(partsOf(adas.doc).draft).includes('More of it'));

  expect(await contributionsOn(ticketId)).toMatchObject([{ by: 'server', event: { person: bo.person.id } }]);
  const { tickets } = await ada.snapshot('written');
  expect(tickets[0]?.swarm).toMatchObject([{ person: bo.person.id, contributedAt: expect.any(String) as string }]);
});

test('only the owner writes to the customer, whichever door they use', async () => {
  const ticketId = await aTicket('Voice');
  const reply: Command = { type: 'postMessage', ticketId, audience: 'customer', text: 'We found it.' };
  await run(ada, { type: 'assignOwner', ticketId, owner: ada.person.id });

  const refused = await run(bo, reply);
  expect(refused).toMatchObject({ error: { code: 'notTheVoice', details: { voices: [ada.person.id] } } });
  await run(bo, { type: 'assignOwner', ticketId, owner: bo.person.id });
  expect(await run(bo, reply)).toMatchObject({ seq: expect.any(Number) as number });
});

const profiled = (person: TestPerson, profile: Partial<Profile>) =>
  person.ask('POST', `/people/${person.person.id}/profile`, { ...emptyProfile, ...profile });

test('whom to ask is told with reasons: skills, who is here, who helped with the like, and what speaks against', async () => {
  const di = await TestPerson.signIn(running.url, 'Di');
  const ticketId = await aTicket('Match', ['webhooks']);
  await profiled(di, { skills: [{ name: 'Webhooks', level: 2 }], loadCap: 1 });
  await profiled(cy, { domains: ['10DLC'] });
  for (const number of [2, 3]) {
    const alike = `match-${String(number)}`;
    await open('match', ['webhooks']);
    await run(di, { type: 'joinSwarm', ticketId: alike });
    if (number === 2) continue;
    await run(di, { type: 'postMessage', ticketId: alike, audience: 'internal', text: 'It was the proxy.' });
    await run(ada, { type: 'moveTicket', ticketId: alike, columnId: 'resolved' });
  }
  const here = await di.connect();
  sockets.push(here);
  await here.subscribe('match');
  here.socket.emit('presence', { board: 'match', ticketId: null, attention: 'viewing' });
  await here.until(() => here.presence.length > 0);

  const skills = encodeURIComponent('webhooks,10dlc,telepathy');
  const { body } = await ada.ask('GET', `/tickets/${ticketId}/helpers?skills=${skills}`);

  const { suggested, uncovered } = body as HelpersReply;
  expect(suggested).toEqual([
    { person: cy.person.id, covers: ['10dlc'], because: ['1 of 3 skills'], despite: [] },
    {
      person: di.person.id,
      covers: ['webhooks'],
      because: ['1 of 3 skills', 'on the board now', 'has helped to resolve 1 like this'],
      despite: ['1 of 1 ticket'],
    },
  ]);
  expect(uncovered).toEqual(['telepathy']);
});

test('without skills the raised hand’s are meant, and nobody who is on the ticket is told to be asked', async () => {
  const ticketId = await aTicket('Hand', ['billing']);
  await run(ada, { type: 'raiseHand', ticketId, what: 'Who knows 10DLC?', skills: ['10DLC'] });

  const before = (await ada.ask('GET', `/tickets/${ticketId}/helpers`)).body as HelpersReply;
  await run(bo, { type: 'offerHelp', ticketId });
  const after = (await ada.ask('GET', `/tickets/${ticketId}/helpers?skills=webhooks`)).body as HelpersReply;

  expect(before).toMatchObject({ asked: ['10DLC'], suggested: [{ person: cy.person.id }] });
  expect([...after.suggested, ...after.others].map(({ person }) => person)).not.toContain(bo.person.id);
});

test('what somebody who has come to help can do is not looked for any more', async () => {
  const ticketId = await aTicket('Come');
  await profiled(bo, { skills: [{ name: 'Proxies', level: 2 }] });
  await run(ada, { type: 'raiseHand', ticketId, what: 'Help', skills: ['proxies', '10DLC'] });
  await run(bo, { type: 'offerHelp', ticketId });

  const { body } = await ada.ask('GET', `/tickets/${ticketId}/helpers`);

  expect(body).toMatchObject({
    asked: ['proxies', '10DLC'],
    suggested: [{ person: cy.person.id, because: ['1 of 1 skill'] }],
    uncovered: [],
  });
  const { body: covered } = await ada.ask('GET', `/tickets/${ticketId}/helpers?skills=proxies`);
  expect(covered).toEqual({ asked: ['proxies'], suggested: [], others: [], uncovered: [] });
});
