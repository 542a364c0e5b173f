import type * as Y from 'yjs';
import type { AnyEntry, Entry } from '../../shared/domain/entry.ts';
import type { BoardEvent } from '../../shared/domain/events.ts';
import { Refusal } from '../../shared/domain/refusals.ts';
import type { Ticket } from '../../shared/domain/ticket.ts';
import type { TicketReply, TimelineEvent, TimelineReply } from '../../shared/protocol/http.ts';
import type { Boards } from '../boards/boards.ts';
import type { LiveBoard } from '../boards/liveBoard.ts';
import { erasedEvents, erasedIn } from '../commands/eraseEvents.ts';
import type { Log } from '../ports/log.ts';
import { investigationRecords } from './investigationRecords.ts';
import { recordsOf } from './swarmRecords.ts';

interface Ports {
  readonly boards: Boards;
  readonly log: Log;
  /** The epoch of the ticket's document, created when there is none yet. */
  readonly epochOf: (ticketId: string) => Promise<string>;
  readonly readDocument: (ticketId: string) => Promise<Y.Doc>;
}

/** A ticket with what its page needs besides the live board. Throws Refusal `ticketNotFound`. */
export async function readTicket(
  { boards, log, epochOf, readDocument }: Ports,
  ticketId: string,
): Promise<TicketReply> {
  const { board, ticket } = await findTicket({ boards }, ticketId);
  const { id, title, columns } = board.state;
  const entries = await entriesAbout(log, id, ticketId);
  const description = descriptionIn(entries, ticketId);
  const doc = await readDocument(ticketId);
  return {
    ...{ ticket, description, board: { id, title, columns }, epoch: await epochOf(ticketId) },
    ...recordsOf(entries, ticketId),
    ...investigationRecords(doc),
  };
}

/** Everything that happened to a ticket, in the order it happened. */
export async function readTimeline(
  { boards, log }: Pick<Ports, 'boards' | 'log'>,
  ticketId: string,
): Promise<TimelineReply> {
  const { board } = await findTicket({ boards }, ticketId);
  const entries = await entriesAbout(log, board.state.id, ticketId);
  const events = entries.flatMap((entry) =>
    eventsOf(entry, ticketId).map(({ event, index }): TimelineEvent => {
      const { at = entry.at, by = entry.person } = event;
      return { id: `${String(entry.seq)}.${String(index)}`, at, by, event };
    }),
  );
  return { events: withoutReplaced(events).sort((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at))) };
}

export async function findTicket(
  { boards }: { boards: Boards },
  ticketId: string,
): Promise<{ board: LiveBoard; ticket: Ticket }> {
  const board = await boards.ofTicket(ticketId);
  const ticket = await board.ticket(ticketId);
  if (!ticket) throw new Refusal('ticketNotFound', { ticketId });
  return { board, ticket };
}

/** What was erased is not told any more, also while its entries are still being rewritten. */
async function entriesAbout(log: Log, board: string, ticketId: string): Promise<AnyEntry[]> {
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
    for (const { event } of eventsOf(entry, ticketId)) {
      if ('description' in event) description = event.description;
    }
  }
  return description;
}

function eventsOf(entry: AnyEntry, ticketId: string): { event: BoardEvent; index: number }[] {
  return entry.events.flatMap((event, index) =>
    'ticketId' in event && event.ticketId === ticketId && event.type !== 'ticketRecalled' ? [{ event, index }] : [],
  );
}

/** When a source told its history again, what it had told before no longer counts. */
function withoutReplaced(events: readonly TimelineEvent[]): TimelineEvent[] {
  const replaced = events.findLastIndex(({ event }) => event.type === 'historyReplaced');
  return events.filter(({ event }, index) => index > replaced || event.type !== 'workRecorded');
}
