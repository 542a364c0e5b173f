import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { emptyBoard } from '../../shared/domain/board.ts';
import type { Command } from '../../shared/domain/commands.ts';
import type { Customer } from '../../shared/domain/customer.ts';
import { decide } from '../../shared/domain/decide.ts';
import type { Entry } from '../../shared/domain/entry.ts';
import type { AccessEvent, OrganisationEvent } from '../../shared/domain/events.ts';
import { emptyOrganisation, reduceOrganisation } from '../../shared/domain/organisation.ts';
import { can } from '../../shared/domain/permissions.ts';
import type { Person } from '../../shared/domain/person.ts';
import { reduce } from '../../shared/domain/reduce.ts';
import { ada, anEntry, aBoardWith, noon } from '../../test/support/builders.ts';
import { LiveAccess, type LiveConnection } from './liveAccess.ts';

const eve: Person = { id: 'eve', name: 'Eve', preset: 'engineer', hue: 2 };
const tag: Command = {
  type: 'raiseTag',
  ticketId: 'acme-1',
  target: { kind: 'person', person: 'eve' },
  blocked: true,
  ask: 'Look',
};
const remove: Command = { type: 'removeGuest', ticketId: 'acme-1', person: 'eve' };

/** A log that exists in memory only, and tells its listeners at once. */
class HandLog<S, E> {
  state: S;
  readonly #listeners = new Set<(entries: readonly Entry<E>[]) => void>();
  readonly #reduce: (state: S, entry: Entry<E>) => S;

  constructor(state: S, reduceEntry: (state: S, entry: Entry<E>) => S) {
    this.state = state;
    this.#reduce = reduceEntry;
  }

  listen(listener: (entries: readonly Entry<E>[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  happens(...events: E[]): void {
    const entry = { board: '@', seq: 1, commandId: 'c', person: 'ada', at: noon, events };
    this.state = this.#reduce(this.state, entry);
    for (const listener of this.#listeners) listener([entry]);
  }
}

let people: HandLog<ReturnType<typeof emptyOrganisation>, OrganisationEvent>;
let accessEvents: HandLog<{ seq: number }, AccessEvent>;
let live: LiveAccess;
let now = new Date(noon);

beforeEach(() => {
  vi.useFakeTimers();
  now = new Date(noon);
  people = new HandLog(emptyOrganisation(), reduceOrganisation);
  people.happens({ type: 'personAdded', person: ada }, { type: 'personAdded', person: eve });
  accessEvents = new HandLog({ seq: 0 }, (state) => state);
  live = new LiveAccess({
    people: people as never,
    accessEvents: accessEvents as never,
    clock: { now: () => now },
  });
});

afterEach(() => {
  live.close();
  vi.useRealTimers();
});

function aConnection(more: Partial<LiveConnection> & { session?: string; expiresAt?: string; who?: Person } = {}) {
  const { session = 'session-1', expiresAt = null, who = ada, ...rest } = more;
  const cuts: string[] = [];
  const connection: LiveConnection = {
    principal: { person: who, grant: { kind: 'session', id: session, expiresAt } },
    mayStay: () => true,
    cut: (why) => cuts.push(why),
    ...rest,
  };
  return { connection, cuts };
}

test('an ended session ends what it opened, and nobody else’s', () => {
  const mine = aConnection();
  const other = aConnection({ session: 'session-2' });
  live.enter(mine.connection);
  live.enter(other.connection);

  accessEvents.happens({ type: 'sessionsEnded', person: 'ada', sessions: ['session-1'] });

  expect([mine.cuts, other.cuts]).toEqual([['signInNeeded'], []]);
});

test('a revoked token ends what it opened', () => {
  const { connection, cuts } = aConnection({ session: 'token-1' });
  live.enter(connection);

  accessEvents.happens({ type: 'tokenRevoked', token: 'token-1' });

  expect(cuts).toEqual(['signInNeeded']);
});

test('a session that ended while its connection was being opened does not get in', () => {
  accessEvents.happens({ type: 'sessionsEnded', person: 'ada', sessions: ['session-1'] });

  const { connection, cuts } = aConnection();
  live.enter(connection);

  expect(cuts).toEqual(['signInNeeded']);
});

test('a session that runs out is over within a second', () => {
  const { connection, cuts } = aConnection({ expiresAt: '2026-03-02T12:00:10.000Z' });
  live.enter(connection);
  now = new Date('2026-03-02T12:00:10.000Z');

  vi.advanceTimersByTime(1_000);

  expect(cuts).toEqual(['signInNeeded']);
});

test('whoever leaves is out at once, whatever the connection thinks', () => {
  const { connection, cuts } = aConnection();
  live.enter(connection);

  people.happens({ type: 'personChanged', personId: 'ada', changes: { left: true } });

  expect(cuts).toEqual(['signInNeeded']);
});

test('a capability that was taken away ends what needed it', () => {
  const { connection, cuts } = aConnection({ mayStay: (person) => can(person, 'readBoards') });
  live.enter(connection);

  people.happens({ type: 'personChanged', personId: 'ada', changes: { capabilities: ['workTickets'] } });

  expect(cuts).toEqual(['notAllowed']);
});

test('a removed guest is out, also where the board forgets the ticket in the same breath', () => {
  const board = aBoardWith(1);
  const does = (state: typeof board, command: Command) => {
    return anEntry(state, decide(state, { command }, { person: ada, at: noon, commandId: 'c' }));
  };
  const tagged = reduce(board, does(board, tag));
  const ticket = tagged.tickets.get('acme-1');
  const guest = aConnection({
    who: eve,
    ticketId: 'acme-1',
    mayStay: (person, touched = ticket) => can(person, 'readTicket', touched && { ticket: touched }),
  });
  live.enter(guest.connection);
  const resolved = { ...tagged, tickets: new Map() };
  const recalled = { type: 'ticketRecalled', ticketId: 'acme-1', ticket: ticket ?? fail() } as const;

  const removal = does(tagged, remove);
  live.boardChanged([{ ...removal, events: [recalled, ...removal.events] }], resolved);

  expect(guest.cuts).toEqual(['notAllowed']);
});

test('only what changes the tags of its ticket makes a connection be asked about', () => {
  const mayStay = vi.fn(() => true);
  const { connection } = aConnection({ who: eve, ticketId: 'acme-1', mayStay });
  live.enter(connection);
  mayStay.mockClear();
  const joined = { type: 'swarmJoined', ticketId: 'acme-1', person: 'ada' } as const;
  const elsewhere = { type: 'tagEnded', ticketId: 'acme-2', tagId: 't', people: ['eve'], how: 'removed' } as const;

  live.boardChanged([anEntry(emptyBoard('acme'), [joined, elsewhere])], emptyBoard('acme'));

  expect(mayStay).not.toHaveBeenCalled();
});

test('news of customers makes nobody be asked about, news of people everybody', () => {
  const mayStay = vi.fn(() => true);
  live.enter(aConnection({ mayStay }).connection);
  mayStay.mockClear();

  people.happens({ type: 'customerAdded', customer: { id: 'acme', name: 'Acme' } as Customer });
  expect(mayStay).not.toHaveBeenCalled();

  people.happens({ type: 'personChanged', personId: 'eve', changes: { hue: 3 } });
  expect(mayStay).toHaveBeenCalledOnce();
});

test('whoever has left by themselves is not cut any more', () => {
  const { connection, cuts } = aConnection();
  const leave = live.enter(connection);

  leave();
  people.happens({ type: 'personChanged', personId: 'ada', changes: { left: true } });

  expect(cuts).toEqual([]);
});

function fail(): never {
  throw new Error('the ticket is not there');
}
