import { expect, test } from 'vitest';
import { ticketsByColumn } from '../../shared/domain/board.ts';
import type { Command } from '../../shared/domain/commands.ts';
import { aBoardWith, carryOut } from '../../test/support/builders.ts';
import { columnListsOf } from './columnLists.ts';

const commands: Command[] = [
  { type: 'moveTicket', ticketId: 'acme-2', columnId: 'triage' },
  { type: 'moveTicket', ticketId: 'acme-4', columnId: 'new', after: null },
  { type: 'moveTicket', ticketId: 'acme-1', columnId: 'resolved' },
  { type: 'editTicket', ticketId: 'acme-3', changes: { title: 'Other' } },
  { type: 'openTicket', title: 'One more', customer: 'Acme', columnId: 'waiting' },
  { type: 'addColumn', title: 'Parked', kind: 'waiting' },
  { type: 'removeColumn', columnId: 'triage', moveTicketsTo: 'investigating' },
  { type: 'moveColumn', columnId: 'waiting', after: null },
];

test('lists kept up change by change are those made from scratch', () => {
  let board = aBoardWith(5);
  let lists = columnListsOf(board);

  for (const command of commands) {
    board = carryOut(board, command);
    lists = columnListsOf(board, lists);

    expect(lists.lists).toEqual(ticketsByColumn(board));
  }
});

test('only the columns that a change touches get new lists', () => {
  const board = carryOut(aBoardWith(5), { type: 'moveTicket', ticketId: 'acme-5', columnId: 'waiting' });
  const before = columnListsOf(board);

  const after = columnListsOf(carryOut(board, { type: 'moveTicket', ticketId: 'acme-1', columnId: 'triage' }), before);

  expect(after.lists.get('waiting')).toBe(before.lists.get('waiting'));
  expect(after.lists.get('new')).not.toBe(before.lists.get('new'));
});
