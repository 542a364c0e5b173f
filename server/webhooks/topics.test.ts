import { expect, test } from 'vitest';
import type { Entry } from '../../shared/domain/entry.ts';
import type { BoardEvent } from '../../shared/domain/events.ts';
import type { Ticket } from '../../shared/domain/ticket.ts';
import { aTag, noBrief } from '../../test/support/builders.ts';
import { occurrencesOf } from './topics.ts';

const ticketId = 'acme-1';
const ticket: Ticket = {
  id: ticketId,
  number: 1,
  title: 'Webhooks stopped',
  customer: 'Acme',
  intents: [],
  priority: 'normal',
  columnId: 'new',
  rank: 'a',
  state: 'queued',
  owner: null,
  swarm: [],
  messages: 0,
  openedAt: '2026-03-01T08:00:00.000Z',
  updatedAt: '2026-03-01T08:00:00.000Z',
  columnSince: '2026-03-01T08:00:00.000Z',
  version: 2,
};
const resolved: Ticket = { ...ticket, columnId: 'resolved', state: 'resolved' };

function entryOf(...events: BoardEvent[]): Entry {
  return { board: 'acme', seq: 7, commandId: 'c-1', person: 'ada', at: '2026-03-01T09:00:00.000Z', events };
}

function topicsOf(before: Ticket | undefined, ...events: BoardEvent[]): string[] {
  const known = new Map(before ? [[before.id, before]] : []);
  return occurrencesOf(entryOf(...events), known).map(({ topic }) => topic);
}

const moved = (columnId: string, state: Ticket['state']): BoardEvent => ({
  type: 'ticketMoved',
  ticketId,
  columnId,
  state,
  rank: 'b',
});

test('a ticket that is opened is told with its facts and the customer’s words', () => {
  const { number, title, customer, intents, priority, columnId, rank, state, owner, openedAt } = ticket;
  const opened = { number, title, customer, intents, priority, columnId, rank, state, owner, openedAt };

  const [told] = occurrencesOf(
    entryOf({ type: 'ticketOpened', ticketId, ticket: opened, description: 'Nothing arrives.' }),
    new Map(),
  );

  expect(told).toMatchObject({
    topic: 'ticket.opened',
    at: '2026-03-01T09:00:00.000Z',
    by: 'ada',
    ticket: { id: ticketId, title, version: 7 },
    data: { description: 'Nothing arrives.' },
  });
});

test.each<[string, Ticket, BoardEvent, string[]]>([
  ['another column', ticket, moved('triage', 'queued'), ['ticket.moved']],
  ['the same column', ticket, moved('new', 'queued'), []],
  ['a done column', ticket, moved('resolved', 'resolved'), ['ticket.moved', 'ticket.resolved']],
  ['out of a done column', resolved, moved('new', 'queued'), ['ticket.moved', 'ticket.reopened']],
  ['another done column', resolved, moved('archive', 'resolved'), ['ticket.moved']],
])('moved to %s', (_where, before, event, topics) => {
  expect(topicsOf(before, event)).toEqual(topics);
});

test.each<[BoardEvent, string[]]>([
  [{ type: 'ticketEdited', ticketId, changes: { priority: 'urgent' } }, ['ticket.edited']],
  [{ type: 'ownerChanged', ticketId, owner: 'bo' }, ['ticket.owner_changed']],
  [{ type: 'tagRaised', ticketId, tag: aTag({ id: 't', asked: ['eve'] }), brief: noBrief }, ['ticket.person_tagged']],
  [{ type: 'tagNudged', ticketId, tagId: 't' }, []],
  [{ type: 'tagAccepted', ticketId, tagId: 't', person: 'eve' }, ['ticket.tag_accepted']],
  [{ type: 'tagEnded', ticketId, tagId: 't', people: ['eve'], how: 'returned' }, ['ticket.tag_ended']],
  [{ type: 'swarmJoined', ticketId, person: 'ada' }, []],
  [{ type: 'ticketErased', ticketId }, []],
  [{ type: 'boardRenamed', title: 'Other' }, []],
])('%o means %o', (event, topics) => {
  expect(topicsOf(ticket, event)).toEqual(topics);
});

test('a message to the customer is told in full; of an internal one only that it was written', () => {
  const message = { id: 'm', direction: 'out', text: 'We found it.' } as const;
  const of = (audience: 'customer' | 'internal') =>
    occurrencesOf(
      entryOf({ type: 'messagePosted', ticketId, message: { ...message, audience } }),
      new Map([[ticketId, ticket]]),
    )[0]?.data;

  expect(of('customer')).toEqual({ message: { ...message, audience: 'customer' } });
  expect(of('internal')).toEqual({ message: { ...message, audience: 'internal', text: null } });
});

test('who declines a tag and who answers it is told, what they said to each other is not', () => {
  const tagged = new Map([[ticketId, { ...ticket, tags: [aTag({ id: 't', asked: ['eve'] })] }]]);
  const decline = { person: 'eve', at: '2026-03-01T09:00:00.000Z', reason: 'busy', note: 'Acme again' } as const;

  const told = occurrencesOf(
    entryOf(
      { type: 'tagDeclined', ticketId, tagId: 't', decline },
      { type: 'tagAnswered', ticketId, tagId: 't', person: 'eve', answer: 'Acme has two proxies' },
    ),
    tagged,
  );

  expect(told.map(({ topic, data }) => [topic, data])).toEqual([
    ['ticket.tag_declined', { tag: 't', person: 'eve', reason: 'busy', suggested: null }],
    ['ticket.tag_answered', { tag: 't', person: 'eve' }],
  ]);
});

test('imported and sample histories are not told', () => {
  const at = '2025-01-01T00:00:00.000Z';

  expect(topicsOf(ticket, { ...moved('resolved', 'resolved'), at })).toEqual([]);
});

test('events of one entry are told in order, each with the ticket as it was right after', () => {
  const told = occurrencesOf(
    entryOf({ type: 'ticketRecalled', ticketId, ticket: resolved }, moved('new', 'queued'), {
      type: 'ticketEdited',
      ticketId,
      changes: { title: 'Again' },
    }),
    new Map(),
  );

  expect(told.map(({ topic, ticket: after }) => [topic, after.title])).toEqual([
    ['ticket.moved', 'Webhooks stopped'],
    ['ticket.reopened', 'Webhooks stopped'],
    ['ticket.edited', 'Again'],
  ]);
});
