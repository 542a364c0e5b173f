import { beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { readEvidence } from '../../shared/document/evidence.ts';
import { readHypotheses } from '../../shared/document/hypothesis.ts';
import { partsOf, textOf } from '../../shared/document/investigation.ts';
import { type Board, emptyBoard, ticketsByColumn } from '../../shared/domain/board.ts';
import type { BoardEvent } from '../../shared/domain/events.ts';
import { reduce } from '../../shared/domain/reduce.ts';
import { commandSchema } from '../../shared/protocol/commands.ts';
import { colleagues } from './colleagues.ts';
import { columnOfSample } from './history.ts';
import { agoMs } from './moments.ts';
import { sampleBoard } from './sampleBoard.ts';
import type { SampleTicket } from './ticket.ts';
import { sampleTickets } from './tickets.ts';

const now = new Date('2026-11-22T10:20:30.400Z');
const sample = sampleBoard({ id: 'relay', title: 'Relay support' }, now);
const ticketEvents = sample.events.filter((event) => 'ticketId' in event);
const people = new Set(colleagues.map(({ id }) => id));
let board: Board;

beforeAll(() => {
  const at = now.toISOString();
  const entry = { board: 'relay', seq: 1, commandId: 'create', person: 'ada', at, events: sample.events };
  board = reduce(emptyBoard('relay'), entry);
});

function openDocument(ticketId: string): Y.Doc {
  const doc = new Y.Doc();
  const seed = sample.documents.get(ticketId);
  if (seed) Y.applyUpdate(doc, seed);
  return doc;
}

function idOf({ title }: SampleTicket): string {
  return [...board.tickets.values()].find((ticket) => ticket.title === title)?.id ?? '';
}

/** Everything a person can read on the board, by where it stands. */
function everyText(): [where: string, text: string][] {
  const texts: [string, string][] = [];
  for (const event of ticketEvents) {
    if (event.type === 'messagePosted') texts.push([event.message.id, event.message.text]);
    if (event.type !== 'ticketOpened') continue;
    texts.push([event.ticketId, event.ticket.title], [event.ticketId, event.description]);
  }
  for (const ticketId of sample.documents.keys()) {
    const doc = openDocument(ticketId);
    const { notes, draft } = partsOf(doc);
    texts.push([`${ticketId} notes`, textOf(notes)], [`${ticketId} draft`, textOf(draft)]);
    for (const { text, nextTestText } of readHypotheses(doc)) texts.push([ticketId, `${text} ${nextTestText}`]);
    for (const { text, source } of readEvidence(doc)) texts.push([ticketId, `${text} ${source}`]);
  }
  return texts;
}

test('every ticket is on the board, in the column its story ends in', () => {
  const columns = sampleTickets.map((ticket) => board.tickets.get(idOf(ticket))?.columnId);

  expect(board).toMatchObject({ title: 'Relay support', sample: true });
  expect(board.tickets.size).toBeGreaterThanOrEqual(40);
  expect(columns).toEqual(sampleTickets.map(columnOfSample));
});

test('all six columns are in use, and one holds more than its limit', () => {
  const counts = [...ticketsByColumn(board)].map(([columnId, tickets]) => ({ columnId, count: tickets.length }));
  const over = board.columns.filter(
    ({ id, limit }) => limit !== null && (counts.find(({ columnId }) => columnId === id)?.count ?? 0) > limit,
  );

  expect(counts).toHaveLength(6);
  expect(Math.min(...counts.map(({ count }) => count))).toBeGreaterThanOrEqual(5);
  expect(over.map(({ id }) => id)).toEqual(['triage']);
});

test('there are old tickets, tickets nobody owns, and about half have an investigation', () => {
  const open = [...board.tickets.values()].filter(({ state }) => state !== 'resolved');
  const weekAgo = new Date(now.getTime() - agoMs('7d')).toISOString();

  expect(open.filter(({ openedAt }) => openedAt < weekAgo).length).toBeGreaterThanOrEqual(5);
  expect(open.filter(({ owner }) => owner === null).length).toBeGreaterThanOrEqual(5);
  expect(sample.documents.size).toBeGreaterThanOrEqual(20);
  expect([...sample.documents.keys()].every((ticketId) => board.tickets.has(ticketId))).toBe(true);
});

test('everybody who acts is a colleague or the requester of the ticket', () => {
  const requesters = new Map([...board.tickets.values()].map(({ id, requester }) => [id, requester]));
  const strangers = ticketEvents.filter(({ by, ticketId }) => !people.has(by ?? '') && by !== requesters.get(ticketId));
  const owners = [...board.tickets.values()].flatMap(({ owner, swarm }) => [
    ...(owner === null ? [] : [owner]),
    ...swarm.map(({ person }) => person),
  ]);

  expect(strangers).toEqual([]);
  expect(owners.filter((owner) => !people.has(owner))).toEqual([]);
});

test('the acts of a ticket follow one another, at most three weeks ago and none in the future', () => {
  const oldest = new Date(now.getTime() - agoMs('21d')).toISOString();

  for (const ticketId of board.tickets.keys()) {
    const times = ticketEvents.filter((event) => event.ticketId === ticketId).map(({ at }) => at ?? '');
    expect(times, ticketId).toEqual([...times].sort());
    expect(new Set(times).size, ticketId).toBe(times.length);
    expect(
      times.every((at) => at > oldest && at < now.toISOString()),
      ticketId,
    ).toBe(true);
  }
});

test('only a customer writes inwards, and nobody sends internal words to a customer', () => {
  const messages = ticketEvents.flatMap((event) => (event.type === 'messagePosted' ? [event] : []));

  for (const { by = '', message } of messages) {
    expect(message.direction, message.id).toBe(people.has(by) ? 'out' : 'in');
    if (message.direction === 'in') expect(message.audience, message.id).toBe('customer');
  }
  expect(new Set(messages.map(({ message }) => message.id)).size).toBe(messages.length);
});

test('who leaves a swarm has joined it, and a stay says when it began', () => {
  const joins = new Set<string>();
  const leaves: string[] = [];
  for (const event of ticketEvents) {
    const key = `${event.ticketId} ${event.by ?? ''}`;
    if (event.type === 'swarmJoined') joins.add(`${key} ${event.at ?? ''}`);
    if (event.type === 'swarmLeft') leaves.push(`${key} ${event.joinedAt}`);
  }

  expect(leaves.length).toBeGreaterThan(5);
  expect(leaves.filter((leave) => !joins.has(leave))).toEqual([]);
});

test('what is written could have been entered by hand', () => {
  const problems = ticketEvents.flatMap((event): unknown[] => {
    if (event.type !== 'ticketOpened') return [];
    const { title, customer, segment, requester, product, intents, priority, columnId } = event.ticket;
    const fields = { title, customer, segment, requester, product, intents, priority, columnId };
    const command = { type: 'openTicket', description: event.description, ...fields };
    return commandSchema.safeParse(command).error?.issues ?? [];
  });

  expect(problems).toEqual([]);
});

test('no two tickets are alike, and every text says something', () => {
  const titles = [...board.tickets.values()].map(({ title }) => title.toLowerCase());
  const texts = everyText();
  const unfinished = texts.filter(([, text]) =>
    /@\w+\(|\bundefined\b|\bNaN\b|lorem|ipsum|\btodo\b|\btbd\b|\bfoo\b|\bxxx|placeholder|asdf|''/i.test(text),
  );
  const short = ticketEvents.filter((event) => event.type === 'ticketOpened' && event.description.length < 100);

  expect(new Set(titles).size).toBe(titles.length);
  expect(unfinished).toEqual([]);
  expect(short).toEqual([]);
});

test('addresses and telephone numbers belong to nobody', () => {
  const texts = everyText();
  const hosts = texts.flatMap(
    ([, text]) => text.match(/\b[\w-]+(?:\.[\w-]+)*\.(?:com|net|org|io|app|co|dev|de|uk)\b(?!\.\w)/g) ?? [],
  );
  const numbers = texts.flatMap(([, text]) => text.match(/\+1 ?\d{3} ?\d{3} ?\d{4}/g) ?? []);

  expect(hosts).toEqual([]);
  expect(numbers.filter((number) => !/555 ?01\d\d$/.test(number))).toEqual([]);
});

test('the stories that the product is shown with are there', () => {
  const events = (key: string): BoardEvent[] => {
    const ticket = sampleTickets.find((one) => one.key === key);
    return ticketEvents.filter(({ ticketId }) => ticket && ticketId === idOf(ticket));
  };
  const textsOf = (key: string) =>
    events(key).flatMap((event) => (event.type === 'messagePosted' ? event.message.text : []));

  expect(events('10dlc-rejected').find(({ type }) => type === 'ownerChanged')).toMatchObject({ by: 'sample-leila' });
  expect(events('payments-payouts')).toContainEqual(
    expect.objectContaining({ type: 'swarmJoined', person: 'sample-haruto' }),
  );
  expect(textsOf('sso-loop').some((text) => text.startsWith('Customer blocked'))).toBe(true);
});
