import { expect, test } from 'vitest';
import { aBoard, aBoardWith, anEntry, carryOut } from '../../test/support/builders.ts';
import { type BoardSnapshot, fromSnapshot, toSnapshot } from './board.ts';
import type { BoardEvent } from './events.ts';
import { GapError, reduce, reduceAll, resolvedAtHand } from './reduce.ts';
import type { TicketState } from './ticket.ts';

function recorded(state: TicketState, at: string): BoardEvent {
  return { type: 'workRecorded', ticketId: 'acme-1', state, activity: state, columnId: 'new', rank: 'a0', at };
}

test('reducing leaves the board it was given as it was', () => {
  const board = aBoardWith(1);
  const before = JSON.stringify(toSnapshot(board));

  carryOut(board, { type: 'moveTicket', ticketId: 'acme-1', columnId: 'resolved' });

  expect(JSON.stringify(toSnapshot(board))).toBe(before);
});

test('an entry that was seen before changes nothing, a missing one is noticed', () => {
  const board = aBoard();
  const entry = anEntry(board, [{ type: 'boardRenamed', title: 'New name' }]);
  const after = reduce(board, entry);

  expect(reduce(after, entry)).toEqual(after);
  expect(() => reduce(board, { ...entry, seq: board.seq + 2 })).toThrow(GapError);
});

test('resolution is the first instant of the trailing run of done states', () => {
  const board = aBoardWith(1);
  const history = [
    recorded('working', '2026-01-01T00:00:00Z'),
    recorded('resolved', '2026-01-02T00:00:00Z'),
    recorded('working', '2026-01-03T00:00:00Z'),
    recorded('resolved', '2026-01-04T00:00:00Z'),
    recorded('closed', '2026-01-11T00:00:00Z'),
  ];

  const after = reduce(board, anEntry(board, history));

  expect(after.tickets.get('acme-1')).toMatchObject({ state: 'closed', resolvedAt: '2026-01-04T00:00:00Z' });
});

test('a board keeps the latest resolved tickets at hand and counts the others', () => {
  const count = resolvedAtHand.most + 10;
  let board = aBoardWith(count);
  for (let number = 1; number <= count; number += 1) {
    const at = new Date(Date.UTC(2026, 0, 1, 0, number)).toISOString();
    board = carryOut(board, { type: 'moveTicket', ticketId: `acme-${String(number)}`, columnId: 'resolved' }, { at });
  }

  expect(board.tickets.size + (board.archived['resolved'] ?? 0)).toBe(count);
  expect(board.tickets.has('acme-1')).toBe(false);
  expect(board.tickets.has(`acme-${String(count)}`)).toBe(true);
});

test('a ticket that is recalled is counted once', () => {
  const count = resolvedAtHand.most + 1;
  let board = aBoardWith(count);
  const first = board.tickets.get('acme-1');
  for (let number = 1; number <= count; number += 1) {
    const at = new Date(Date.UTC(2026, 0, 1, 0, number)).toISOString();
    board = carryOut(board, { type: 'moveTicket', ticketId: `acme-${String(number)}`, columnId: 'resolved' }, { at });
  }
  const archived = board.archived['resolved'] ?? 0;
  if (!first) throw new Error('acme-1 is missing');
  const ticket = { ...first, columnId: 'resolved', state: 'resolved' as const };

  const recalled = reduce(board, anEntry(board, [{ type: 'ticketRecalled', ticketId: ticket.id, ticket }]));

  expect(recalled.archived['resolved']).toBe(archived - 1);
  expect(recalled.tickets.has('acme-1')).toBe(true);
});

test('a snapshot brings back the same board, and many entries at once give what they give one by one', () => {
  let board = aBoard();
  const start = board;
  const entries = Array.from({ length: 20 }, (_, index) => {
    const entry = anEntry(board, [{ type: 'boardRenamed', title: `Name ${String(index)}` }]);
    board = reduce(board, entry);
    return entry;
  });

  expect(reduceAll(start, entries)).toEqual(board);
  expect(fromSnapshot(JSON.parse(JSON.stringify(toSnapshot(board))) as BoardSnapshot)).toEqual(board);
});
