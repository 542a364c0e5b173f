import { expect, test } from 'vitest';
import { aBoardWith, ada, bo, carryOut, noon } from '../../test/support/builders.ts';
import { ticketsInColumn } from './board.ts';
import type { Command } from './commands.ts';
import { decide } from './decide.ts';
import type { Person } from './person.ts';

const context = { person: ada, at: noon, commandId: 'command-x' };

function idsIn(board: ReturnType<typeof aBoardWith>, columnId: string): string[] {
  return ticketsInColumn(board, columnId).map(({ id }) => id);
}

test('a new ticket goes to the bottom of the first column and gets the next number', () => {
  const board = aBoardWith(3);

  expect(idsIn(board, 'new')).toEqual(['acme-1', 'acme-2', 'acme-3']);
  expect(board.nextNumber).toBe(4);
});

test('a card is put right below the card that was named', () => {
  const board = aBoardWith(3);

  const moved = carryOut(board, { type: 'moveTicket', ticketId: 'acme-3', columnId: 'new', after: 'acme-1' });

  expect(idsIn(moved, 'new')).toEqual(['acme-1', 'acme-3', 'acme-2']);
});

test('a card whose neighbour has left the column goes on top', () => {
  const board = carryOut(aBoardWith(3), { type: 'moveTicket', ticketId: 'acme-1', columnId: 'triage' });

  const moved = carryOut(board, { type: 'moveTicket', ticketId: 'acme-3', columnId: 'new', after: 'acme-1' });

  expect(idsIn(moved, 'new')).toEqual(['acme-3', 'acme-2']);
});

test('moving into a done column resolves the ticket, moving out reopens it', () => {
  const later = '2026-03-02T13:00:00.000Z';
  const done: Command = { type: 'moveTicket', ticketId: 'acme-1', columnId: 'resolved' };

  const resolved = carryOut(aBoardWith(1), done, { at: later });
  const reopened = carryOut(resolved, { ...done, columnId: 'triage' });

  expect(resolved.tickets.get('acme-1')).toMatchObject({ state: 'resolved', resolvedAt: later });
  expect(reopened.tickets.get('acme-1')).not.toHaveProperty('resolvedAt');
});

test('a column that is gone is refused by its code', () => {
  const move: Command = { type: 'moveTicket', ticketId: 'acme-1', columnId: 'gone' };

  expect(() => decide(aBoardWith(1), { command: move }, context)).toThrow(
    expect.objectContaining({ code: 'columnNotFound' }) as Error,
  );
});

test('a ticket that changed since it was seen is refused', () => {
  const board = aBoardWith(1);
  const version = board.tickets.get('acme-1')?.version ?? 0;
  const changed = carryOut(board, { type: 'joinSwarm', ticketId: 'acme-1' });
  const command: Command = { type: 'moveTicket', ticketId: 'acme-1', columnId: 'triage' };

  expect(() => decide(changed, { command, expectedVersion: version }, context)).toThrow(
    expect.objectContaining({ code: 'staleVersion' }) as Error,
  );
});

test('joining a swarm does not move ownership, and leaving keeps when the stay began', () => {
  const owned = carryOut(aBoardWith(1), { type: 'assignOwner', ticketId: 'acme-1', owner: 'ada' });
  const joined = carryOut(owned, { type: 'joinSwarm', ticketId: 'acme-1' }, { person: bo });

  const left = decide(joined, { command: { type: 'leaveSwarm', ticketId: 'acme-1' } }, { ...context, person: bo });

  expect(joined.tickets.get('acme-1')).toMatchObject({ owner: 'ada', swarm: [{ person: 'bo', joinedAt: noon }] });
  expect(left).toEqual([{ type: 'swarmLeft', ticketId: 'acme-1', person: 'bo', joinedAt: noon }]);
});

test('joining twice changes nothing', () => {
  const joined = carryOut(aBoardWith(1), { type: 'joinSwarm', ticketId: 'acme-1' });

  const again = decide(joined, { command: { type: 'joinSwarm', ticketId: 'acme-1' } }, context);

  expect(again).toEqual([]);
});

test('an observer may look and not touch', () => {
  const observer: Person = { ...ada, preset: 'observer' };

  const join = () =>
    decide(aBoardWith(1), { command: { type: 'joinSwarm', ticketId: 'acme-1' } }, { ...context, person: observer });

  expect(join).toThrow(expect.objectContaining({ code: 'notAllowed' }) as Error);
});

test('a column with tickets is removed only when it is said where they go, and they keep their order', () => {
  const board = aBoardWith(2);

  const removed = carryOut(board, { type: 'removeColumn', columnId: 'new', moveTicketsTo: 'triage' });

  expect(() => carryOut(board, { type: 'removeColumn', columnId: 'new' })).toThrow();
  expect(idsIn(removed, 'triage')).toEqual(['acme-1', 'acme-2']);
  expect(removed.columns.map(({ id }) => id)).not.toContain('new');
});

test('columns are put where they are asked to be', () => {
  const board = carryOut(aBoardWith(0), { type: 'moveColumn', columnId: 'resolved', after: null });

  expect(board.columns.map(({ id }) => id).slice(0, 2)).toEqual(['resolved', 'new']);
});
