import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Running, start } from '../../server/compose.ts';
import { readConfig } from '../../server/config.ts';
import { addEvidence } from '../../shared/document/evidence.ts';
import { addHypothesis, setStatus } from '../../shared/document/hypothesis.ts';
import type { TimelineReply } from '../../shared/protocol/http.ts';
import type { RadarReply, ShadowQueueReply } from '../../shared/protocol/radar.ts';
import { DocumentClient } from '../support/documentClient.ts';
import { Hearing } from '../support/hearing.ts';
import { TestPerson } from '../support/person.ts';
import { temporaryFolder } from '../support/temporary.ts';

let running: Running;
let ada: TestPerson;
let eve: TestPerson;
let sam: TestPerson;
const closing: (() => void)[] = [];
let commands = 0;

beforeAll(async () => {
  running = await start(readConfig({ PORT: '0', SWARMBOARD_DEV: '1', DATA_DIR: temporaryFolder('data') }));
  ada = await TestPerson.signIn(running.url, 'Ada', 'admin');
  eve = await TestPerson.signIn(running.url, 'Eve', 'engineer');
  sam = await TestPerson.signIn(running.url, 'Sam', 'specialist');
});

afterAll(async () => {
  for (const close of closing) close();
  await running.stop();
});

async function run(person: TestPerson, board: string, command: object): Promise<number> {
  commands += 1;
  return (await person.ask('POST', '/commands', { board, id: `command-${String(commands)}`, command })).status;
}

async function aBoard(title: string, tickets: readonly string[]): Promise<string> {
  const board = await ada.createBoard(title);
  for (const name of tickets) await run(ada, board, { type: 'openTicket', title: name, customer: '=cmd|calc' });
  return board;
}

async function file(person: TestPerson, path: string): Promise<{ status: number; type: string; text: string }> {
  const response = await fetch(`${person.url}/api/v1${path}`, { headers: { cookie: person.cookie } });
  return { status: response.status, type: response.headers.get('content-type') ?? '', text: await response.text() };
}

test('what the investigation dates stands among what the log tells, and everybody in the room reads the same', async () => {
  const board = await aBoard('Dated', ['Slow']);
  const ticketId = `${board}-1`;
  await run(ada, board, {
    ...{ type: 'raiseTag', ticketId, ask: 'Look', blocked: true },
    target: { kind: 'person', person: eve.person.id },
  });
  const client = new DocumentClient(ada, ticketId);
  closing.push(() => client.close());
  client.connect();
  await client.until(() => client.synced);
  const at = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
  client.doc.transact(() => {
    addHypothesis(client.doc, { id: 'h', text: 'The cache' }, { by: ada.person.id, at: at(1) });
    setStatus(client.doc, 'h', { status: 'refuted', by: eve.person.id, at: at(3) });
    addEvidence(client.doc, { id: 'e', kind: 'error', text: '30007' }, { by: ada.person.id, at: at(2) });
    addEvidence(client.doc, { id: 'undated', kind: 'error', text: 'never' }, { by: ada.person.id, at: 'soon' });
  });
  // What came before a word is saved with it.
  client.type('done');
  await client.until(() => client.saved === 1);

  const { events } = (await ada.ask('GET', `/tickets/${ticketId}/timeline`)).body as TimelineReply;
  const guests = (await eve.ask('GET', `/tickets/${ticketId}/timeline`)).body as TimelineReply;

  expect(events.map(({ id, event }) => [id, event.type])).toEqual([
    ['2.0', 'ticketOpened'],
    ['3.0', 'tagRaised'],
    ['0.hypothesis-h-0', 'hypothesisAdded'],
    ['0.evidence-e-0', 'evidenceAdded'],
    ['0.hypothesis-h-1', 'hypothesisStatus'],
  ]);
  expect(guests).toEqual({ events });
});

test('a timeline is taken away as three kinds of files, with names, safe to open, and that is noted', async () => {
  const board = await aBoard('Files', ['Slow *and* <b>odd</b>']);
  const ticketId = `${board}-1`;
  await run(ada, board, { type: 'postMessage', ticketId, audience: 'internal', text: '=1+1\n# no heading' });
  await run(ada, board, { type: 'pinMoment', ticketId, moment: '3.0', note: 'Here' });

  const [md, csv, json] = await Promise.all(
    ['md', 'csv', 'json'].map((ending) => file(ada, `/tickets/${ticketId}/timeline.${ending}`)),
  );

  expect(md).toMatchObject({ status: 200, type: 'text/markdown; charset=utf-8' });
  expect(md?.text).toContain(String.raw`Slow \*and\* \<b\>odd\</b\>`);
  expect(md?.text).toMatch(/## Pinned\n\n- Here — .* Ada wrote an internal note/);
  expect(md?.text).toContain(String.raw`  > \# no heading`);
  expect(csv?.text.split('\r\n')[2]).toMatch(
    /^files-1,3\.0,[^,]+,Ada,words,wrote an internal note,"'=1\+1\n# no heading",Ada,Here$/,
  );
  expect(JSON.parse(json?.text ?? '')).toMatchObject({
    what: 'Swarmboard timeline',
    ticket: { id: ticketId },
    exportedBy: 'Ada',
    moments: [{ by: 'Ada', what: 'opened it' }, { words: '=1+1\n# no heading', pinned: { note: 'Here' } }, {}],
  });
  const audit = await ada.ask('GET', '/audit?q=timeline');
  expect(JSON.stringify(audit.body)).toContain(`exported the timeline of ${ticketId}`);
});

test('the radar tells whose turn it is, and what nobody has touched', async () => {
  const board = await aBoard('Radar', ['Tagged', 'Owned', 'Fresh', 'Waiting', 'Done']);
  await run(ada, board, {
    ...{ type: 'raiseTag', ticketId: `${board}-1`, ask: 'Look', blocked: true },
    target: { kind: 'person', person: eve.person.id },
  });
  await run(ada, board, { type: 'assignOwner', ticketId: `${board}-2`, owner: ada.person.id });
  await run(ada, board, { type: 'moveTicket', ticketId: `${board}-4`, columnId: 'waiting' });
  await run(ada, board, { type: 'moveTicket', ticketId: `${board}-5`, columnId: 'resolved' });

  const radar = (await ada.ask('GET', `/boards/${board}/radar`)).body as RadarReply;

  expect(Object.fromEntries(radar.stalls.map(({ ticket, turn, people }) => [ticket.title, [turn, people]]))).toEqual({
    Tagged: ['tagged', [eve.person.id]],
    Owned: ['owner', [ada.person.id]],
    Fresh: ['queue', []],
    Waiting: ['customer', []],
  });
  expect(radar.untouched.map(({ title }) => title)).toEqual(['Fresh']);
  expect(radar.counts.customer).toMatchObject({ tickets: 1, oldest: expect.any(String) as string });
});

test('an engineer hears of suspected bugs, takes one, and works in its room; a specialist does not', async () => {
  const board = await aBoard('Bugs', ['Crash', 'Other']);
  const heard = await Hearing.connect(eve);
  closing.push(() => heard.socket.close());
  const ticketId = `${board}-1`;

  await run(ada, board, { type: 'suspectBug', ticketId, why: 'It crashes on empty input' });
  await heard.until(() => heard.of('changed').some(({ message }) => message.what === 'bugs'));
  const { bugs } = (await eve.ask('GET', '/shadow-queue')).body as ShadowQueueReply;
  const named = (await eve.ask('GET', '/people')).body as { people: readonly { person: { name: string } }[] };

  expect(bugs.filter((bug) => bug.board.id === board)).toMatchObject([
    { ticket: { id: ticketId, bug: { why: 'It crashes on empty input' } }, evidence: 0, hypotheses: 0 },
  ]);
  expect(named.people.map(({ person }) => person.name)).toContain('Ada');
  expect((await sam.ask('GET', '/shadow-queue')).status).toBe(403);
  expect(await run(sam, board, { type: 'takeBug', ticketId })).toBe(404);
  expect(await run(eve, board, { type: 'takeBug', ticketId: `${board}-2` })).toBe(404);

  expect(await run(eve, board, { type: 'takeBug', ticketId })).toBe(200);

  const radar = (await ada.ask('GET', `/boards/${board}/radar`)).body as RadarReply;
  expect(radar.stalls.find(({ ticket }) => ticket.id === ticketId)).toMatchObject({
    turn: 'tagged',
    people: [eve.person.id],
  });
  await run(ada, board, { type: 'clearBug', ticketId });
  expect((await eve.ask('GET', `/tickets/${ticketId}`)).status).toBe(200);
});
