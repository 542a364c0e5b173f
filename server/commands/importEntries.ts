import type { Board } from '../../shared/domain/board.ts';
import type { Column, ColumnKind } from '../../shared/domain/column.ts';
import type { Entry } from '../../shared/domain/entry.ts';
import type { BoardEvent, TicketEvent } from '../../shared/domain/events.ts';
import { reduceTicket } from '../../shared/domain/reduce.ts';
import {
  type Ticket,
  type TicketChanges,
  type TicketId,
  type TicketSource,
  type TicketState,
  isDone,
  ticketIdOf,
  ticketStates,
} from '../../shared/domain/ticket.ts';
import type { TicketHistory } from '../ports/histories.ts';

/** Where a ticket of the board goes: its card keeps one rank through the whole history. */
export interface Place {
  readonly board: Board;
  readonly rank: string;
}

/** The events that bring in a ticket the board has never seen. */
export function openedFrom(
  { history, source }: { history: TicketHistory; source: TicketSource },
  { board, rank, number, segment }: Place & { number: number; segment: string | undefined },
): BoardEvent[] {
  const ticketId = ticketIdOf(board.id, number);
  const { ticket, description, openedAt, openedBy } = history;
  const columnId = columnFor(board.columns, 'queued');
  return [
    {
      type: 'ticketOpened',
      at: openedAt,
      ...(openedBy !== undefined && { by: openedBy }),
      ticketId,
      ticket: {
        ...ticket,
        ...(segment !== undefined && { segment }),
        number,
        columnId,
        rank,
        state: 'queued',
        owner: null,
        openedAt,
        source,
      },
      description,
    },
    ...workRecorded(history, { board, rank, ticketId }),
  ];
}

/** The events that give a ticket another history. `entries` are all there are about it so far. */
export function replacedFrom(
  { history, source }: { history: TicketHistory; source: TicketSource },
  { board, entries, ticketId }: { board: Board; entries: readonly Entry[]; ticketId: TicketId },
): BoardEvent[] {
  const ticket = ticketAfter(entries, ticketId);
  const edit = editSince(entries, history);
  const at = history.openedAt;
  return [
    { type: 'ticketRecalled', ticketId, ticket },
    ...(edit ? [{ type: 'ticketEdited' as const, ticketId, ...edit }] : []),
    { type: 'historyReplaced', at, ticketId, source },
    ...workRecorded(history, { board, rank: ticket.rank, ticketId }),
  ];
}

function workRecorded(
  { events }: TicketHistory,
  { board, rank, ticketId }: Place & { ticketId: TicketId },
): BoardEvent[] {
  const columnOf = new Map(ticketStates.map((state) => [state, columnFor(board.columns, state)]));
  return events.map((event) => {
    const columnId = columnOf.get(event.state) ?? '';
    return { type: 'workRecorded', ...event, ticketId, columnId, rank };
  });
}

const insteadOf: Record<ColumnKind, readonly ColumnKind[]> = {
  queue: ['queue', 'working', 'waiting'],
  working: ['working', 'queue', 'waiting'],
  waiting: ['waiting', 'working', 'queue'],
  done: ['done'],
};

/** The first column of the kind; a board that lacks the kind takes the next best, and a done one goes to the far right. */
function columnFor(columns: readonly Column[], state: TicketState): string {
  const kind = kindOf(state);
  const column = insteadOf[kind].flatMap((wanted) => columns.filter((one) => one.kind === wanted))[0];
  return (column ?? columns.at(-1))?.id ?? '';
}

function kindOf(state: TicketState): ColumnKind {
  if (isDone(state)) return 'done';
  if (state === 'queued') return 'queue';
  return state === 'waiting' ? 'waiting' : 'working';
}

function ticketAfter(entries: readonly Entry[], ticketId: TicketId): Ticket {
  let ticket: Ticket | undefined;
  for (const { entry, event } of ticketEvents(entries, ticketId)) {
    ticket = reduceTicket(ticket, event, { at: event.at ?? entry.at, seq: entry.seq });
  }
  if (!ticket) throw new Error(`the log knows ticket ${ticketId} but not how it was opened`);
  return ticket;
}

function* ticketEvents(entries: readonly Entry[], ticketId: TicketId) {
  for (const entry of entries) {
    for (const event of entry.events) {
      if ('ticketId' in event && event.ticketId === ticketId)
        yield { entry, event: event as TicketEvent & { at?: string } };
    }
  }
}

interface Edit {
  readonly changes: TicketChanges;
  readonly description?: string;
}

/** What the source says differently than before; what people changed here in the meantime is left alone. */
function editSince(entries: readonly Entry[], { ticket, description }: TicketHistory): Edit | undefined {
  const told = toldBefore(entries);
  const changed = Object.entries(ticket).filter(
    ([field, value]) => JSON.stringify(told.fields[field]) !== JSON.stringify(value),
  );
  const isRewritten = description !== told.description;
  if (changed.length === 0 && !isRewritten) return undefined;
  return { changes: Object.fromEntries(changed), ...(isRewritten && { description }) };
}

function toldBefore(entries: readonly Entry[]): { fields: Record<string, unknown>; description: string } {
  const told = { fields: {} as Record<string, unknown>, description: '' };
  for (const { commandId, events } of entries) {
    if (!commandId.startsWith('import:')) continue;
    for (const event of events) {
      if (event.type === 'ticketOpened')
        Object.assign(told, { description: event.description, fields: { ...event.ticket } });
      if (event.type !== 'ticketEdited') continue;
      Object.assign(told.fields, event.changes);
      told.description = event.description ?? told.description;
    }
  }
  return told;
}
