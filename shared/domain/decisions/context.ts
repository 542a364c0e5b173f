import type { Board } from '../board.ts';
import { columnOf } from '../board.ts';
import type { BriefContent, Requirement } from '../brief.ts';
import type { Charter } from '../charter.ts';
import type { Column } from '../column.ts';
import type { BoardEvent } from '../events.ts';
import type { Person, PersonId } from '../person.ts';
import type { PlaySetting } from '../play.ts';
import { Refusal } from '../refusals.ts';
import type { Ticket, TicketId } from '../ticket.ts';
import type { TriageRule } from '../triage.ts';

/** Who decides, when, and the id of the command: all that a decision may know besides the board. */
export interface Context {
  readonly person: Person;
  readonly at: string;
  readonly commandId: string;
  /**
   * What only the server knows, looked up before it decides. A screen decides without: what it shows until the answer is
   * there has no brief, and nobody is refused for missing evidence.
   */
  readonly settled?: Settled | undefined;
}

/** By command: raiseTag and takeBug need the first group, startPlay also `play`, openTicket `triage`. */
export interface Settled {
  readonly charter?: Charter;
  readonly brief?: BriefContent;
  /** What the charter asks for before this target is tagged. */
  readonly required?: readonly Requirement[];
  /** Whom the target means now: those on duty, in the order they should be asked together. */
  readonly asked?: readonly PersonId[];
  readonly play?: PlaySetting;
  /** The rule that matches a new ticket. */
  readonly triage?: TriageRule;
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
