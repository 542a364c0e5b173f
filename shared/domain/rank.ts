import { generateKeyBetween, generateNKeysBetween } from 'fractional-indexing';
import { type Board, ticketsInColumn } from './board.ts';
import type { TicketId } from './ticket.ts';

/** The rank of a card right below `after`, or on top of the column when `after` is not in it. */
export function rankBelow(board: Board, columnId: string, after: TicketId | null): string {
  const cards = ticketsInColumn(board, columnId).sort((a, b) => (a.rank < b.rank ? -1 : 1));
  const index = cards.findIndex(({ id }) => id === after);
  return between(cards[index]?.rank, cards[index + 1]?.rank);
}

export function rankAtBottom(board: Board, columnId: string): string {
  let last: string | undefined;
  for (const ticket of board.tickets.values()) {
    if (ticket.columnId === columnId && (last === undefined || ticket.rank > last)) {
      last = ticket.rank;
    }
  }
  return between(last, undefined);
}

/** Ranks for so many cards, the first on top. */
export function ranksInOrder(count: number): string[] {
  return generateNKeysBetween(null, null, count);
}

/** Equal neighbours can come from two decisions that never met; the tie is broken by ticket number, so any rank does. */
function between(above: string | undefined, below: string | undefined): string {
  const ordered = above === undefined || below === undefined || above < below;
  return generateKeyBetween(above ?? null, ordered ? (below ?? null) : null);
}
