import type { Entry } from '../../shared/domain/entry.ts';
import { reduceTicket } from '../../shared/domain/reduce.ts';
import type { Ticket, TicketId } from '../../shared/domain/ticket.ts';

/** A ticket as it was right before an entry, from all entries about it; undefined before it was opened. */
export function ticketBefore(entries: readonly Entry[], ticketId: TicketId, seq: number): Ticket | undefined {
  let ticket: Ticket | undefined;
  for (const entry of entries) {
    if (entry.seq >= seq) break;
    for (const event of entry.events) {
      if (!('ticketId' in event) || event.ticketId !== ticketId) continue;
      ticket = reduceTicket(ticket, event, { at: event.at ?? entry.at, seq: entry.seq });
    }
  }
  return ticket;
}
