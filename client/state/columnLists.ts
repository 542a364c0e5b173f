import { type Board, byRank, latestResolvedFirst } from '../../shared/domain/board.ts';
import type { Ticket } from '../../shared/domain/ticket.ts';

/** The tickets of every column in board order. A column in which nothing changed keeps the very same list. */
export interface ColumnLists {
  readonly board: Board;
  readonly lists: ReadonlyMap<string, readonly Ticket[]>;
}

const none: readonly Ticket[] = [];
export const noLists: ColumnLists['lists'] = new Map();

export function columnListsOf(board: Board, before?: ColumnLists): ColumnLists {
  const touched = before?.board.id === board.id ? touchedColumns(before.board, board) : undefined;
  const stale = board.columns.filter(({ id }) => touched?.has(id) ?? true);
  const gathered = new Map<string, Ticket[]>(stale.map(({ id }) => [id, []]));
  if (gathered.size > 0) for (const ticket of board.tickets.values()) gathered.get(ticket.columnId)?.push(ticket);
  for (const { id, kind } of stale) gathered.get(id)?.sort(kind === 'done' ? latestResolvedFirst : byRank);
  const lists = new Map(board.columns.map(({ id }) => [id, gathered.get(id) ?? before?.lists.get(id) ?? none]));
  return { board, lists };
}

function touchedColumns(before: Board, after: Board): Set<string> {
  const touched = new Set(before.columns === after.columns ? [] : after.columns.map(({ id }) => id));
  let kept = 0;
  for (const ticket of after.tickets.values()) {
    const was = before.tickets.get(ticket.id);
    if (was) kept += 1;
    if (was === ticket) continue;
    touched.add(ticket.columnId);
    if (was) touched.add(was.columnId);
  }
  if (kept === before.tickets.size) return touched;
  for (const { id, columnId } of before.tickets.values()) if (!after.tickets.has(id)) touched.add(columnId);
  return touched;
}
