import { ticketsInColumn } from '../board.ts';
import { stateInColumn } from '../column.ts';
import type { AddColumn, ChangeColumn, MoveColumn, RemoveColumn, RenameBoard } from '../commands.ts';
import type { BoardEvent } from '../events.ts';
import { rankAtBottom } from '../rank.ts';
import { reduce } from '../reduce.ts';
import { Refusal } from '../refusals.ts';
import { type Decision, columnIn } from './context.ts';

export const renameBoard: Decision<RenameBoard> = (board, { title }) =>
  title === board.title ? [] : [{ type: 'boardRenamed', title }];

export const addColumn: Decision<AddColumn> = (_board, { title, kind, limit }, { commandId }) => [
  { type: 'columnAdded', column: { id: commandId, title, kind, limit: limit ?? null } },
];

export const changeColumn: Decision<ChangeColumn> = (board, { columnId, title, limit }) => {
  columnIn(board, columnId);
  const changes = { ...(title !== undefined && { title }), ...(limit !== undefined && { limit }) };
  return [{ type: 'columnChanged', columnId, changes }];
};

export const moveColumn: Decision<MoveColumn> = (board, { columnId, after }) => {
  columnIn(board, columnId);
  const others = board.columns.map(({ id }) => id).filter((id) => id !== columnId);
  const place = after === null ? 0 : others.indexOf(columnIn(board, after).id) + 1;
  return [{ type: 'columnsOrdered', columnIds: others.toSpliced(place, 0, columnId) }];
};

export const removeColumn: Decision<RemoveColumn> = (board, { columnId, moveTicketsTo }, context) => {
  columnIn(board, columnId);
  if (board.columns.length === 1) throw new Refusal('lastColumn');
  const tickets = ticketsInColumn(board, columnId);
  const archived = board.archived[columnId] ?? 0;
  if (archived > 0 || (tickets.length > 0 && moveTicketsTo === undefined)) {
    throw new Refusal('columnNotEmpty', { columnId, tickets: tickets.length + archived });
  }
  const events: BoardEvent[] = [];
  let after = board;
  for (const ticket of tickets) {
    const target = columnIn(board, moveTicketsTo === columnId ? '' : (moveTicketsTo ?? ''));
    const rank = rankAtBottom(after, target.id);
    const state = stateInColumn(target);
    const move = { type: 'ticketMoved', ticketId: ticket.id, columnId: target.id, rank, state } as const;
    events.push(move);
    after = reduce(after, {
      board: board.id,
      seq: after.seq + 1,
      commandId: context.commandId,
      person: context.person.id,
      at: context.at,
      events: [move],
    });
  }
  return [...events, { type: 'columnRemoved', columnId }];
};
