import type { AnyEntry, Entry } from '../../shared/domain/entry.ts';
import type { BoardEvent } from '../../shared/domain/events.ts';
import type { TicketId } from '../../shared/domain/ticket.ts';

/** An entry as it may leave the server: from where somebody did something is for the audit page alone. */
export function withoutEntrance(entry: Entry | AnyEntry): Entry {
  const rest: { -readonly [K in keyof Entry]: Entry[K] } = { ...(entry as Entry) };
  delete rest.entrance;
  return rest;
}

/** What of an entry is about this ticket or about the board as such; undefined when nothing is left. */
export function narrowedTo(ticketId: TicketId, entry: Entry): Entry | undefined {
  const { board, seq, commandId, person, at } = entry;
  const events = entry.events.filter((event) => isAbout(ticketId, event));
  return events.length === 0 ? undefined : { board, seq, commandId, person, at, events };
}

function isAbout(ticketId: TicketId, event: BoardEvent): boolean {
  return !('ticketId' in event) || event.ticketId === ticketId;
}
