import type { Board } from '../board.ts';
import { columnOf } from '../board.ts';
import type { Column } from '../column.ts';
import type { BoardEvent } from '../events.ts';
import type { Person } from '../person.ts';
import { Refusal } from '../refusals.ts';
import type { Ticket, TicketId } from '../ticket.ts';

/** Who decides, when, and the id of the command: all that a decision may know besides the board. */
export interface Context {
  readonly person: Person;
  readonly at: string;
  readonly commandId: string;
}

/** Pure: the events that carry out a command on a board, or a Refusal thrown. No events: nothing to do. */
export type Decision<C> = (board: Board, command: C, context: Context) => readonly BoardEvent[];

export function ticketIn(board: Board, ticketId: TicketId): Ticket {
  const ticket = board.tickets.get(ticketId);
  if (!ticket) throw new Refusal('ticketNotFound', { ticketId });
  return ticket;
}

export function columnIn(board: Board, columnId: string): Column {
  const column = columnOf(board, columnId);
  if (!column) throw new Refusal('columnNotFound', { columnId });
  return column;
}
