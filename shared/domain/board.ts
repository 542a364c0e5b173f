import type { Column } from './column.ts';
import type { SavedView } from './savedView.ts';
import type { Ticket, TicketId } from './ticket.ts';

export type BoardId = string;

/**
 * A board as the log has made it so far. It holds the open tickets and the most recently resolved ones; older resolved
 * tickets are only counted here (`archived`, by column) and read from the projection.
 */
export interface Board {
  readonly id: BoardId;
  readonly title: string;
  readonly sample: boolean;
  readonly columns: readonly Column[];
  readonly views?: readonly SavedView[];
  readonly tickets: ReadonlyMap<TicketId, Ticket>;
  readonly archived: Readonly<Record<string, number>>;
  readonly nextNumber: number;
  /** The last entry that went into this state; 0 before the first. */
  readonly seq: number;
}

export function emptyBoard(id: BoardId): Board {
  return {
    id,
    title: id,
    sample: false,
    columns: [],
    tickets: new Map(),
    archived: {},
    nextNumber: 1,
    seq: 0,
  };
}

export function columnOf(board: Board, columnId: string): Column | undefined {
  return board.columns.find(({ id }) => id === columnId);
}

/** The tickets of every column in board order: by rank, except that done columns show the latest resolved first. */
export function ticketsByColumn(board: Board): Map<string, Ticket[]> {
  const lists = new Map<string, Ticket[]>(board.columns.map(({ id }) => [id, []]));
  for (const ticket of board.tickets.values()) lists.get(ticket.columnId)?.push(ticket);
  for (const column of board.columns) {
    lists.get(column.id)?.sort(column.kind === 'done' ? latestResolvedFirst : byRank);
  }
  return lists;
}

/** As ticketsByColumn for one column, without sorting the others. */
export function ticketsInColumn(board: Board, columnId: string): Ticket[] {
  const column = columnOf(board, columnId);
  if (!column) return [];
  const tickets = [...board.tickets.values()].filter((ticket) => ticket.columnId === columnId);
  return tickets.sort(column.kind === 'done' ? latestResolvedFirst : byRank);
}

export function byRank(a: Ticket, b: Ticket): number {
  if (a.rank !== b.rank) return a.rank < b.rank ? -1 : 1;
  return a.number - b.number;
}

export function latestResolvedFirst(a: Ticket, b: Ticket): number {
  const [left, right] = [a.resolvedAt ?? a.updatedAt, b.resolvedAt ?? b.updatedAt];
  if (left !== right) return left < right ? 1 : -1;
  return b.number - a.number;
}

/** A board as plain JSON: how it crosses the wire and how it is stored between restarts. */
export type BoardSnapshot = Omit<Board, 'tickets'> & { readonly tickets: readonly Ticket[] };

export function toSnapshot(board: Board): BoardSnapshot {
  return { ...board, tickets: [...board.tickets.values()] };
}

export function fromSnapshot(snapshot: BoardSnapshot): Board {
  return { ...snapshot, tickets: new Map(snapshot.tickets.map((ticket) => [ticket.id, ticket])) };
}
