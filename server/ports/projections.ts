import type { BoardSnapshot } from '../../shared/domain/board.ts';
import type { Ticket } from '../../shared/domain/ticket.ts';

/** What is derived from the log and can be rebuilt from it at any time. Not durable beyond what the store does anyway. */
export interface Projections {
  /** Tickets as of their `version`; an older version never replaces a newer one. */
  saveTickets(board: string, tickets: readonly Ticket[]): Promise<void>;
  ticket(board: string, ticketId: string): Promise<Ticket | undefined>;
  findTickets(board: string, search: TicketSearch): Promise<TicketPage>;
  /** A snapshot with a higher seq stays. */
  saveSnapshot(snapshot: BoardSnapshot): Promise<void>;
  loadSnapshot(board: string): Promise<BoardSnapshot | undefined>;
  /** Forgets all that is derived for a board, to derive it anew. */
  clear(board: string): Promise<void>;
}

export interface TicketSearch {
  /** Every word must occur in id, title, customer, requester, product or an intent; case does not matter. */
  readonly words: readonly string[];
  readonly columnId?: string;
  /** From the page before; undefined for the first. */
  readonly before?: string;
  readonly limit: number;
}

/** Latest first by `resolvedAt`, or `updatedAt` while open; ties by number, highest first. */
export interface TicketPage {
  readonly tickets: readonly Ticket[];
  readonly next: string | null;
}
