import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Running, start } from '../../server/compose.ts';
import { readConfig } from '../../server/config.ts';
import { emptyProfile } from '../../shared/domain/person.ts';
import type { Ticket } from '../../shared/domain/ticket.ts';
import type { TriageRule } from '../../shared/domain/triage.ts';
import type { TimelineReply } from '../../shared/protocol/http.ts';
import type { TriageRulesReply, TryTriageReply } from '../../shared/protocol/charter.ts';
import type { InboundReply, WebhookMade } from '../../shared/protocol/machines.ts';
import { aHistory, importOf, itemsOf } from '../support/imports.ts';
import { TestPerson } from '../support/person.ts';
import { sendSigned } from '../support/receiver.ts';
import { temporaryFolder } from '../support/temporary.ts';

let running: Running;
let mona: TestPerson;
let dana: TestPerson;
let board: string;
let commands = 0;

const to10DLC = { kind: 'tag', target: { kind: 'domain', domain: '10DLC' } } as const;
const l1Owns = { kind: 'owns', target: { kind: 'line', line: 'L1' } } as const;

beforeAll(async () => {
  running = await start(readConfig({ PORT: '0', SWARMBOARD_DEV: '1', DATA_DIR: temporaryFolder('data') }));
  mona = await TestPerson.signIn(running.url, 'Mona', 'admin');
  dana = await TestPerson.signIn(running.url, 'Dana', 'specialist');
  await dana.ask('POST', `/people/${dana.person.id}/profile`, { ...emptyProfile, name: 'Dana', domains: ['10DLC'] });
});

afterAll(() => running.stop());

beforeEach(async () => {
  board = await mona.createBoard(`Desk ${String((commands += 1))}`);
  for (const { id } of await rules()) await mona.ask('DELETE', `/triage/rules/${id}`);
});

async function rules(): Promise<readonly TriageRule[]> {
  return ((await mona.ask('GET', '/triage/rules')).body as TriageRulesReply).rules;
}

async function save(rule: object): Promise<TriageRule> {
  const { status, body } = await mona.ask('POST', '/triage/rules', {
    ...{ name: '10DLC', isOn: true, when: { words: ['10dlc'] }, then: to10DLC },
    ...rule,
  });
  expect(status, JSON.stringify(body)).toBe(200);
  return (body as { rule: TriageRule }).rule;
}

async function run(command: object): Promise<void> {
  const id = `command-${String((commands += 1))}`;
  const { status, body } = await mona.ask('POST', '/commands', { board, id, command });
  expect(status, JSON.stringify(body)).toBe(200);
}

async function open(more: object = {}): Promise<Ticket> {
  await run({ type: 'openTicket', title: 'Texts fail', customer: 'Acme', ...more });
  const { tickets } = await mona.snapshot(board);
  const latest = tickets.toSorted((a, b) => a.number - b.number).at(-1);
  if (!latest) throw new Error('nothing was opened');
  return latest;
}

async function tried(more: object): Promise<TryTriageReply> {
  const rule = { name: '10DLC', isOn: false, when: { words: ['10dlc'] }, then: to10DLC };
  const { status, body } = await mona.ask('POST', '/triage/try', { rule, board, ...more });
  expect(status, JSON.stringify(body)).toBe(200);
  return body as TryTriageReply;
}

test('a ticket whose description has the word goes straight to the specialist, who sees it, and nobody owns it', async () => {
  await save({});
  const live = await dana.connect();
  const told = new Promise<void>((resolve) => live.socket.once('rooms', resolve));

  const ticket = await open({ description: 'Our 10DLC campaign was rejected.' });
  await told;
  live.close();

  expect(ticket).toMatchObject({ owner: null, tags: [{ asked: [dana.person.id], waived: 'triage', by: 'server' }] });
  expect((await dana.ask('GET', `/tickets/${ticket.id}`)).status).toBe(200);
  const { events } = (await mona.ask('GET', `/tickets/${ticket.id}/timeline`)).body as TimelineReply;
  expect(events.map(({ event: { type }, by }) => [type, by === mona.person.id ? 'Mona' : by])).toEqual([
    ['ticketOpened', 'Mona'],
    ['ticketRouted', 'server'],
    ['tagRaised', 'server'],
  ]);
});

test('the first rule that is on and matches counts', async () => {
  await save({ name: 'off', isOn: false, when: { intents: ['sms'] } });
  await save({ name: 'other', when: { intents: ['billing'] } });
  await save({ name: 'front line', when: { intents: ['sms'] }, then: l1Owns });
  await save({ name: 'too late', when: { intents: ['sms'] } });

  const ticket = await open({ intents: ['SMS'] });

  expect(ticket.line).toBe('L1');
  expect(ticket.tags ?? []).toEqual([]);
});

test('a rule that is moved up makes the others move down, and their places have no gaps', async () => {
  for (const name of ['a', 'b', 'c']) await save({ name });
  const [, , c] = await rules();

  await mona.ask('POST', '/triage/rules', { ...c, order: 0 });
  const moved = (await rules()).map(({ name, order }) => [name, order]);
  const [first] = await rules();
  await mona.ask('DELETE', `/triage/rules/${first?.id ?? ''}`);

  expect(moved).toEqual([
    ['c', 0],
    ['a', 1],
    ['b', 2],
  ]);
  expect((await rules()).map(({ name, order }) => [name, order])).toEqual([
    ['a', 0],
    ['b', 1],
  ]);
});

test('a rule that is for nothing, or is not there, is refused', async () => {
  const rule = { name: 'all', isOn: false, when: { words: [] }, then: l1Owns };

  const [nothing, unknown] = await Promise.all([
    mona.ask('POST', '/triage/rules', rule),
    mona.ask('POST', '/triage/rules', { ...rule, id: 'nowhere', when: { words: ['x'] } }),
  ]);

  expect(nothing).toMatchObject({ status: 400, body: { error: { code: 'invalidInput' } } });
  expect(unknown).toMatchObject({ status: 404, body: { error: { code: 'triageRuleNotFound' } } });
});

test('a ticket that a webhook brings is sent on as well', async () => {
  await save({});
  const made = (await mona.ask('POST', '/webhooks', { direction: 'in', name: 'Shop', board })).body as WebhookMade;

  const { body } = await sendSigned({
    ...{ url: made.webhook.url, secret: made.secret, id: `delivery-${board}` },
    body: { key: 'case-1', title: '10DLC rejected', customer: 'Acme' },
  });

  const { ticket } = (await mona.ask('GET', `/tickets/${(body as InboundReply).ticketId}`)).body as { ticket: Ticket };
  expect(ticket.tags).toMatchObject([{ target: { kind: 'domain', domain: '10DLC' }, asked: [dana.person.id] }]);
});

test('a rule is tried on past tickets without sending any of them anywhere', async () => {
  const tagged = await open({ description: '10DLC, please' });
  await run({ type: 'raiseTag', ticketId: tagged.id, target: to10DLC.target, ask: 'Look', blocked: true });
  const elsewhere = await open({ title: '10DLC or payments?' });
  const payments = { kind: 'domain', domain: 'payments' };
  await run({ type: 'raiseTag', ticketId: elsewhere.id, target: payments, ask: 'Look', blocked: true });
  await open({ title: 'About something else' });
  await run({ type: 'moveTicket', ticketId: tagged.id, columnId: 'resolved' });
  await save({ name: 'payments first', when: { words: ['payments'] }, then: l1Owns });
  await save({ name: 'switched off', isOn: false });

  const before = (await mona.snapshot(board)).seq;
  const reply = await tried({});

  expect(reply).toMatchObject({ looked: 3, matched: 2, taken: 1, resolved: 1, sameTarget: 1, otherTarget: 1 });
  expect(reply.examples.map(({ ticket, why }) => [ticket.id, why])).toContainEqual([
    tagged.id,
    '“10dlc” in the description; came to 10DLC',
  ]);
  expect((await mona.snapshot(board)).seq).toBe(before);
});

test('an imported history tells by its lines and teams where its tickets went; importing sends none of them', async () => {
  await save({});
  const at = '2026-01-01T01:00:00.000Z';
  const step = { at, by: 'ines', activity: 'done', state: 'resolved' } as const;
  const ticketOf = (title: string) => ({ title, customer: 'Acme', intents: [], priority: 'normal' }) as const;
  const histories = [
    aHistory('1', [], { ticket: ticketOf('10DLC one'), events: [{ ...step, team: '10DLC squad', line: '2' }] }),
    aHistory('2', [], { ticket: ticketOf('10DLC two'), events: [{ ...step, team: 'Billing', line: '2/3' }] }),
    aHistory('3', [], { ticket: ticketOf('Other'), events: [{ ...step, line: '1' }] }),
  ];

  await importOf(running.store.log, itemsOf(...histories), { board: 'history', title: 'History' });

  const domain = await tried({ board: 'history' });
  const line = { ...to10DLC, target: { kind: 'line', line: 'L3' } };
  const third = await tried({
    ...{ board: 'history' },
    rule: { name: 'L3', isOn: false, when: { words: ['10dlc'] }, then: line },
  });
  expect(domain).toMatchObject({ looked: 3, matched: 2, taken: 2, resolved: 2, sameTarget: 1, otherTarget: 1 });
  expect(third).toMatchObject({ matched: 2, sameTarget: 1, otherTarget: 1 });
  expect((await mona.snapshot('history')).tickets.flatMap(({ tags = [] }) => tags)).toEqual([]);
});
