import type { AnyEntry, Entry } from '../../shared/domain/entry.ts';
import type { BoardEvent } from '../../shared/domain/events.ts';
import { erasedEvents, erasedIn } from '../commands/eraseEvents.ts';
import type { Log } from '../ports/log.ts';

/** What the log tells of a ticket. What was erased is not told any more, also while its entries are still being rewritten. */
export async function entriesAbout(log: Log, board: string, ticketId: string): Promise<AnyEntry[]> {
  const entries = (await log.ofTicket(board, ticketId)) as Entry[];
  const through = entries.findLast((entry) => erasedIn([entry]).includes(ticketId))?.seq;
  if (through === undefined) return entries;
  const erasure = { tickets: new Map([[ticketId, through]]), names: new Set<string>(), isPerson: () => true };
  return entries.map((entry) => ({ ...entry, events: erasedEvents(entry, erasure) }));
}

/** The customer's own words, as last edited. */
export function descriptionIn(entries: readonly AnyEntry[], ticketId: string): string {
  let description = '';
  for (const entry of entries) {
    for (const { event } of eventsAbout(entry, ticketId)) {
      if ('description' in event) description = event.description;
    }
  }
  return description;
}

/** The events of an entry that are about the ticket, with their places in it. */
export function eventsAbout(entry: AnyEntry, ticketId: string): { event: BoardEvent; index: number }[] {
  return entry.events.flatMap((event, index) =>
    'ticketId' in event && event.ticketId === ticketId && event.type !== 'ticketRecalled' ? [{ event, index }] : [],
  );
}
