import type { AnyEntry } from '../../shared/domain/entry.ts';
import type { TicketReply } from '../../shared/protocol/http.ts';

/** Every tag and every stay that the entries of a ticket tell of, oldest first. */
export function recordsOf(_entries: readonly AnyEntry[], _ticketId: string): Pick<TicketReply, 'tags' | 'stays'> {
  return { tags: [], stays: [] };
}
