import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { type Running, start } from '../../server/compose.ts';
import { readConfig } from '../../server/config.ts';
import { partsOf } from '../../shared/document/investigation.ts';
import { emptyProfile } from '../../shared/domain/person.ts';
import type { RoomsReply, TicketReply } from '../../shared/protocol/http.ts';
import type { TagCheckReply, TagTargetsReply, UnansweredTagsReply } from '../../shared/protocol/tagging.ts';
import { DocumentClient } from '../support/documentClient.ts';
import { Hearing, subscribeToTicket } from '../support/hearing.ts';
import { OpenDocument } from '../support/openDocument.ts';
import { TestPerson, type TestSocket } from '../support/person.ts';
import { temporaryFolder } from '../support/temporary.ts';

/** What it may take until somebody is out of a room. */
const withinMs = 2_000;

let running: Running;
let ada: TestPerson;
let eve: TestPerson;
let fin: TestPerson;
let agents: TestSocket;
let board: string;
let ticketId: string;
let boards = 0;
const hearings: Hearing[] = [];

beforeAll(async () => {
  running = await start(readConfig({ PORT: '0', SWARMBOARD_DEV: '1', DATA_DIR: temporaryFolder('data') }));
  ada = await TestPerson.signIn(running.url, 'Ada');
  eve = await TestPerson.signIn(running.url, 'Eve', 'engineer');
  fin = await TestPerson.signIn(running.url, 'Fin', 'engineer');
  agents = await ada.connect();
});

afterAll(async () => {
  for (const { socket } of hearings) socket.close();
  agents.close();
  await running.stop();
});

/** A board with a ticket. */
beforeEach(async () => {
  boards += 1;
  board = await ada.createBoard(`Tags ${String(boards)}`);
  ticketId = `${board}-1`;
  await agents.run(board, { type: 'openTicket', title: 'Webhooks fail', customer: `Customer ${String(boards)}` });
});

/** Listening to the ticket, with its document open. */
async function inRoom(person: TestPerson): Promise<{ hearing: Hearing; document: OpenDocument }> {
  const hearing = await Hearing.connect(person);
  hearings.push(hearing);
  expect(await subscribeToTicket(hearing.socket, ticketId)).not.toHaveProperty('error');
  return { hearing, document: await OpenDocument.open(running.url, ticketId, { cookie: person.cookie }) };
}

async function expectOut({ hearing, document }: { hearing: Hearing; document: OpenDocument }, since: number) {
  await hearing.until(() => hearing.of('cut').length > 0);
  await document.end();
  expect(document.ended).toMatchObject({ code: 4403 });
  expect(Date.now() - since).toBeLessThanOrEqual(withinMs);
}

/** Asks engineering, who are both; resolves to the id of the tag. */
async function tagL3(): Promise<string> {
  const id = randomUUID();
  const target = { kind: 'line', line: 'L3' } as const;
  await agents.run(board, { type: 'raiseTag', ticketId, target, ask: 'The proxy?', blocked: true }, { id });
  return id;
}

async function run(person: TestPerson, command: object, id: string = randomUUID()): Promise<unknown> {
  return (await person.ask('POST', '/commands', { board, id, command })).body;
}

async function ticketFor(person: TestPerson): Promise<TicketReply> {
  return (await person.ask('GET', `/tickets/${ticketId}`)).body as TicketReply;
}

test('whoever is asked is in the room, and out of it when somebody else accepts', async () => {
  const tagId = await tagL3();
  const [one, other] = [await inRoom(eve), await inRoom(fin)];

  const at = Date.now();
  await run(eve, { type: 'acceptTag', ticketId, tagId });

  await expectOut(other, at);
  expect((await fin.ask('GET', `/tickets/${ticketId}`)).status).toBe(404);
  expect(((await fin.ask('GET', '/rooms')).body as RoomsReply).rooms).toEqual([]);
  expect(other.hearing.of('rooms')).toHaveLength(1);
  expect((await ticketFor(eve)).ticket.tags).toMatchObject([{ asked: [eve.person.id], state: 'accepted' }]);
  expect([one.hearing.of('cut'), one.document.ended]).toEqual([[], undefined]);
  one.document.close();
});

test('whoever was asked hears that somebody else has taken it or that it is not asked any more; others hear nothing', async () => {
  const eng = await TestPerson.signIn(running.url, 'Gil', 'specialist');
  const tagId = await tagL3();
  const late = { type: 'acceptTag', ticketId, tagId };
  await run(eve, late);

  const taken = await run(fin, late);
  const stranger = await run(eng, late);
  await run(ada, { type: 'withdrawTag', ticketId, tagId });
  const over = await run(fin, { ...late, type: 'declineTag', reason: 'busy' });

  expect(taken).toMatchObject({ error: { code: 'tagTaken', message: 'Somebody else has taken it.' } });
  expect(over).toMatchObject({ error: { code: 'tagOver', message: 'It is not asked any more.' } });
  expect(stranger).toMatchObject({ error: { code: 'ticketNotFound' } });
});

test('the list of rooms says in a line what the problem is, as it was when the tag was raised', async () => {
  const client = new DocumentClient(ada, ticketId);
  client.connect();
  await client.until(() => client.synced && partsOf(client.doc).notes.length > 0);
  const paragraph = new Y.XmlElement('paragraph');
  paragraph.insert(0, [new Y.XmlText('Calls fail\nsince noon')]);
  partsOf(client.doc).notes.insert(1, [paragraph]);
  const check = async () =>
    (await ada.ask('GET', `/tickets/${ticketId}/tag-check?kind=line&line=L3`)).body as TagCheckReply;
  await expect.poll(async () => (await check()).brief.problem).toContain('Calls fail');
  await tagL3();
  client.close();

  const { rooms } = (await eve.ask('GET', '/rooms')).body as RoomsReply;

  expect(rooms.find(({ ticket }) => ticket.id === ticketId)?.problem).toBe('Calls fail');
});

test('a suspected bug is open to whoever works the shadow queue, until it is none or somebody else’s tag', async () => {
  await run(ada, { type: 'suspectBug', ticketId, why: 'A header is lost' });
  const room = await inRoom(fin);
  expect(await run(fin, { type: 'postMessage', ticketId, audience: 'internal', text: 'Hm' })).toMatchObject({
    error: { code: 'notAllowed' },
  });

  await run(eve, { type: 'takeBug', ticketId });
  const at = Date.now();
  await run(ada, { type: 'clearBug', ticketId });

  await expectOut(room, at);
  expect((await ticketFor(eve)).tags).toMatchObject([{ holder: eve.person.id, tag: { waived: 'shadowQueue' } }]);
});

test('a ticket tells of every tag with all its steps, also to its guest and after its end', async () => {
  const tagId = await tagL3();
  await run(eve, { type: 'declineTag', ticketId, tagId, reason: 'busy', note: 'On leave', suggest: fin.person.id });
  await run(fin, { type: 'joinSwarm', ticketId });
  await run(fin, { type: 'answerTag', ticketId, tagId, answer: 'It is the proxy.' });
  const open = await ticketFor(fin);
  await run(fin, { type: 'returnTag', ticketId, tagId, coaching: 'Read its log', generalistCapable: true });
  const { tags, stays, ticket } = await ticketFor(ada);

  expect(open.tags).toMatchObject([{ answer: 'It is the proxy.', ended: null, tag: { state: 'answered' } }]);
  expect(tags).toHaveLength(1);
  expect(tags[0]).toMatchObject({
    tag: { id: tagId, charter: 0, waived: 'customerBlocked', declined: [{ person: eve.person.id, note: 'On leave' }] },
    brief: { ask: 'The proxy?', problem: '' },
    asked: [
      { why: 'raised', people: [eve.person.id, fin.person.id] },
      { why: 'suggested', people: [fin.person.id] },
    ],
    holder: fin.person.id,
    ended: { by: fin.person.id, how: 'returned', coaching: 'Read its log', generalistCapable: true },
  });
  const { at, acceptedAt, joinedAt, answeredAt } = tags[0]?.tag ?? {};
  const times = [at, acceptedAt, joinedAt, answeredAt, tags[0]?.ended?.at];
  expect(times).toEqual([...times].sort());
  expect(times).not.toContain(undefined);
  expect(stays).toMatchObject([{ person: fin.person.id, contributedAt: answeredAt, leftAt: tags[0]?.ended?.at }]);
  expect(ticket).toMatchObject({ owner: null, tags: [], swarm: [] });
});

test('after its customer is erased a ticket still tells when who was tagged, and nothing of what was said', async () => {
  const tagId = await tagL3();
  await run(eve, { type: 'acceptTag', ticketId, tagId });
  await run(eve, { type: 'answerTag', ticketId, tagId, answer: 'Acme has two proxies.' });
  const name = `Customer ${String(boards)}`;
  const { customer } = (await ada.ask('POST', '/customers', { name })).body as { customer: { id: string } };

  expect(await ada.ask('POST', `/customers/${customer.id}/erase`, { name })).toMatchObject({ status: 200 });

  const { tags } = await ticketFor(ada);
  expect(tags).toMatchObject([{ holder: eve.person.id, answer: '[erased]', brief: { ask: '[erased]' } }]);
  expect(JSON.stringify(tags)).not.toContain('prox');
});

test('returning a tag again after a lost answer gets the first answer', async () => {
  const tagId = await tagL3();
  await run(eve, { type: 'acceptTag', ticketId, tagId });
  const first = await run(eve, { type: 'returnTag', ticketId, tagId }, 'return-it-once');

  const second = await run(eve, { type: 'returnTag', ticketId, tagId }, 'return-it-once');

  expect(first).toHaveProperty('seq');
  expect(second).toEqual(first);
});

test('before a tag is raised it is told what it needs, what is there and who would be asked', async () => {
  const check = async (query: string) => (await ada.ask('GET', `/tickets/${ticketId}/tag-check?${query}`)).body;

  const l3 = (await check('kind=line&line=L3')) as TagCheckReply;
  const person = (await check(`kind=person&person=${ada.person.id}`)) as TagCheckReply;

  expect(l3).toMatchObject({ charter: 0, missing: l3.required, mayWaive: true, problemHint: 'Webhooks fail' });
  expect(l3.required).toContain('hypothesis');
  expect(l3.asked).toEqual(
    [eve, fin].map(({ person: { id } }) => ({ person: id, availability: 'unknown', rota: null })),
  );
  expect(person).toMatchObject({ required: [], missing: [], asked: [{ person: ada.person.id }] });
  expect(await check('kind=person&person=nobody')).toMatchObject({ error: { code: 'personNotFound' } });
  expect(await check('kind=line&line=L9')).toMatchObject({ error: { code: 'invalidInput' } });
  expect(
    await run(ada, { type: 'raiseTag', ticketId, target: { kind: 'line', line: 'L3' }, ask: 'Hm?' }),
  ).toMatchObject({ error: { code: 'evidenceMissing', details: { missing: l3.missing, required: l3.required } } });
});

test('whoever has as much to do as they take on is asked after the others', async () => {
  await ada.ask('POST', `/people/${eve.person.id}/profile`, { name: 'Eve', ...emptyProfile, loadCap: 1 });
  await run(eve, { type: 'acceptTag', ticketId, tagId: await tagL3() });
  await agents.run(board, { type: 'openTicket', title: 'Calls fail', customer: 'Initech' });
  const raise = { type: 'raiseTag', ticketId: `${board}-2`, target: { kind: 'line', line: 'L3' }, ask: 'Why?' };

  const check = (await ada.ask('GET', `/tickets/${board}-2/tag-check?kind=line&line=L3`)).body as TagCheckReply;
  await run(ada, { ...raise, blocked: true });
  const { ticket } = (await ada.ask('GET', `/tickets/${board}-2`)).body as TicketReply;

  const order = [fin.person.id, eve.person.id];
  expect(check.asked.map(({ person }) => person)).toEqual(order);
  expect(ticket.tags?.[0]?.asked).toEqual(order);
});

test('tags that nobody has accepted are listed, longest waiting first, and what can be tagged by name', async () => {
  const tagId = await tagL3();
  const waiting = async () => {
    const { tags } = (await ada.ask('GET', '/tags/unanswered')).body as UnansweredTagsReply;
    return tags.filter(({ ticket }) => ticket.id === ticketId).map(({ tag }) => tag.id);
  };
  const before = await waiting();
  await run(eve, { type: 'acceptTag', ticketId, tagId });
  const profile = { ...emptyProfile, domains: ['10DLC'] };
  await fin.ask('POST', `/people/${fin.person.id}/profile`, profile);
  const targets = (await ada.ask('GET', '/tag-targets')).body as TagTargetsReply;

  expect([before, await waiting()]).toEqual([[tagId], []]);
  expect(targets.lines.map(({ line, name }) => `${line} ${name}`)).toContain('L3 Engineering');
  expect(targets.domains).toEqual([{ domain: '10DLC', people: 1, onDuty: false }]);
});
