import { expect, test } from 'vitest';
import type { Command } from '../../shared/domain/commands.ts';
import { aBoardWith, ada, carryOut } from '../../test/support/builders.ts';
import { columnListsOf } from './columnLists.ts';
import { inverseOf } from './inverse.ts';

const undoable: Command[] = [
  { type: 'moveTicket', ticketId: 'acme-2', columnId: 'triage' },
  { type: 'moveTicket', ticketId: 'acme-1', columnId: 'new', after: 'acme-3' },
  { type: 'editTicket', ticketId: 'acme-1', changes: { title: 'Other', intents: ['api'] } },
  { type: 'assignOwner', ticketId: 'acme-1', owner: 'bo' },
  { type: 'joinSwarm', ticketId: 'acme-1' },
  { type: 'suspectBug', ticketId: 'acme-1', why: 'Same trace in three workspaces' },
  { type: 'pinMoment', ticketId: 'acme-1', moment: '1.0' },
  { type: 'changeColumn', columnId: 'triage', title: 'Sorting', limit: 3 },
  { type: 'moveColumn', columnId: 'waiting', after: null },
  { type: 'renameBoard', title: 'Other' },
];

test.each(undoable)('$type and then its inverse leave the board as it was', (command) => {
  const before = aBoardWith(3);
  const inverse = inverseOf(before, command);

  const after = carryOut(carryOut(before, command), inverse!, { person: ada });

  expect(bare(after)).toEqual(bare(before));
});

test('a field that was empty cannot be emptied again, so setting it offers no undo', () => {
  const inverse = inverseOf(aBoardWith(1), { type: 'editTicket', ticketId: 'acme-1', changes: { product: 'API' } });

  expect(inverse).toBeUndefined();
});

test('a tag that was returned is not taken again by the one who left', () => {
  const returned: Command = { type: 'returnTag', ticketId: 'acme-1', tagId: 'tag-1' };

  expect(inverseOf(aBoardWith(1), returned)).toBeUndefined();
});

test('what was said stays said', () => {
  const said: Command = { type: 'postMessage', ticketId: 'acme-1', audience: 'customer', text: 'Hello' };

  expect(inverseOf(aBoardWith(1), said)).toBeUndefined();
});

/** All that people see of a board: ranks, versions and times may differ. */
function bare(board: ReturnType<typeof aBoardWith>) {
  const lists = [...columnListsOf(board).lists].map(([columnId, tickets]) => [
    columnId,
    tickets.map(({ id, title, intents, owner, swarm, tags = [] }) => ({ id, title, intents, owner, swarm, tags })),
  ]);
  return { title: board.title, columns: board.columns, lists };
}
