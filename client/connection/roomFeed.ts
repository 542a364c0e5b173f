import type { Board } from '../../shared/domain/board.ts';
import type { Entry } from '../../shared/domain/entry.ts';
import { reduce, reduceAll } from '../../shared/domain/reduce.ts';
import type { RefusalCode } from '../../shared/domain/refusals.ts';
import type { TicketId } from '../../shared/domain/ticket.ts';

/** What is followed: a board, or of a board one ticket only, as somebody does who is tagged on it. */
export interface Scope {
  readonly board: string;
  readonly ticket?: TicketId | undefined;
}

/** Names a scope on this device; `#` is in no board's id. */
export function nameOfScope({ board, ticket }: Scope): string {
  return ticket === undefined ? `board:${board}` : `board:${board}#${ticket}`;
}

export function isSameScope(message: Partial<Scope>, scope: Scope): boolean {
  return message.board === scope.board && message.ticket === scope.ticket;
}

/**
 * Pure: the board after entries that are new to it. In a room they are not gapless, because nothing is told of other
 * tickets: each is put right behind what came before it. Elsewhere a missing one is noticed (GapError).
 */
export function after(board: Board, entries: readonly Entry[], { ticket }: Scope): Board {
  if (ticket === undefined) return reduceAll(board, entries);
  return entries.reduce((before, entry) => reduce({ ...before, seq: entry.seq - 1 }, entry), board);
}

const outOfSight: readonly RefusalCode[] = ['boardNotFound', 'ticketNotFound', 'notAllowed', 'notFound'];

/** Whether this answer means that what was asked for is not this person's to see, or not there: nobody is told which. */
export function isOutOfSight(code: RefusalCode): boolean {
  return outOfSight.includes(code);
}
