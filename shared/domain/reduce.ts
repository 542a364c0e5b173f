import { type Board, latestResolvedFirst } from './board.ts';
import type { Entry } from './entry.ts';
import type { BoardEvent, TicketEvent } from './events.ts';
import { erasedTicket } from './erase.ts';
import { afterSwarmEvent } from './reduceSwarm.ts';
import type { SavedView } from './savedView.ts';
import { type Message, type Ticket, type TicketId, type TicketSource, isDone } from './ticket.ts';

/** Resolved tickets a board keeps at hand; once there are more than `most`, all but the latest `kept` leave its memory. */
export const resolvedAtHand = { kept: 200, most: 250 } as const;

/** Pure: the board after an entry. The same on the server, in the browser, in importers and in measures. */
export function reduce(board: Board, entry: Entry): Board {
  return reduceAll(board, [entry]);
}

/** As `reduce` for several entries, copying the board once. Entries the board has already seen change nothing. */
export function reduceAll(board: Board, entries: readonly Entry[]): Board {
  const draft = draftOf(board);
  for (const entry of entries) {
    if (entry.seq <= draft.board.seq) continue;
    if (entry.seq !== draft.board.seq + 1) throw new GapError(board.id, draft.board.seq, entry.seq);
    for (const event of entry.events) applyEvent(draft, event, entry);
    draft.board.seq = entry.seq;
    archiveOldest(draft);
  }
  return draft.board;
}

/** Entries are missing between what the board has seen and what it was given. */
export class GapError extends Error {
  override readonly name = 'GapError';

  constructor(board: string, seen: number, given: number) {
    super(`board ${board} has seen entry ${String(seen)} and was given ${String(given)}`);
  }
}

/** Pure: one ticket after an event of its own; undefined before it is opened. */
export function reduceTicket(
  ticket: Ticket | undefined,
  event: TicketEvent,
  { at, seq }: { at: string; seq: number },
): Ticket | undefined {
  if (event.type === 'ticketRecalled') return event.ticket;
  if (event.type === 'ticketOpened') return opened(event, at, seq);
  if (!ticket) return undefined;
  const touched = { ...ticket, updatedAt: at, version: seq };
  switch (event.type) {
    case 'ticketMoved':
      return inColumn(touched, event, at);
    case 'workRecorded':
      return inColumn(withTeam(touched, event), event, at);
    case 'ticketEdited':
      return { ...touched, ...event.changes };
    case 'ownerChanged':
      return { ...touched, owner: event.owner };
    case 'ticketErased':
      return erasedTicket(touched);
    case 'messagePosted':
      return withMessage(touched, event.message, at);
    case 'historyReplaced':
      return startedOver(touched, event.source, at);
    default:
      return afterSwarmEvent(touched, event, at);
  }
}

/** Pure: the tickets that entries touch, as they are after them; also those that leave the board's memory on the way. */
export function touchedTickets(before: Board, entries: readonly Entry[]): Map<TicketId, Ticket> {
  const touched = new Map<TicketId, Ticket>();
  for (const { events, at, seq } of entries) {
    for (const event of events) {
      if (!('ticketId' in event)) continue;
      const known = touched.get(event.ticketId) ?? before.tickets.get(event.ticketId);
      const after = reduceTicket(known, event, { at: event.at ?? at, seq });
      if (after) touched.set(after.id, after);
    }
  }
  return touched;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
interface Draft {
  readonly board: Mutable<Board>;
  readonly tickets: Map<TicketId, Ticket>;
  readonly archived: Record<string, number>;
  done: number;
}

function draftOf(board: Board): Draft {
  const tickets = new Map(board.tickets);
  const archived = { ...board.archived };
  let done = 0;
  for (const ticket of tickets.values()) if (isDone(ticket.state)) done += 1;
  return { board: { ...board, tickets, archived }, tickets, archived, done };
}

function applyEvent(draft: Draft, event: BoardEvent, entry: Entry): void {
  const { board } = draft;
  switch (event.type) {
    case 'boardCreated':
      Object.assign(board, {
        title: event.title,
        columns: event.columns,
        sample: event.sample ?? false,
      });
      return;
    case 'boardRenamed':
      board.title = event.title;
      return;
    case 'columnAdded':
      board.columns = [...board.columns, event.column];
      return;
    case 'columnChanged':
      board.columns = board.columns.map((column) =>
        column.id === event.columnId ? { ...column, ...event.changes } : column,
      );
      return;
    case 'columnsOrdered': {
      const place = new Map(event.columnIds.map((id, index) => [id, index]));
      board.columns = [...board.columns].sort((a, b) => (place.get(a.id) ?? Infinity) - (place.get(b.id) ?? Infinity));
      return;
    }
    case 'columnRemoved':
      board.columns = board.columns.filter(({ id }) => id !== event.columnId);
      return;
    case 'viewSaved':
      board.views = withView(board.views ?? [], event.view);
      return;
    case 'viewRemoved':
      board.views = (board.views ?? []).filter(({ id }) => id !== event.viewId);
      return;
    default:
      applyToTicket(draft, event, { at: event.at ?? entry.at, seq: entry.seq });
  }
}

function applyToTicket(draft: Draft, event: TicketEvent, when: { at: string; seq: number }): void {
  const before = draft.tickets.get(event.ticketId);
  const after = reduceTicket(before, event, when);
  if (!after) return;
  draft.tickets.set(after.id, after);
  draft.done += Number(isDone(after.state)) - Number(before !== undefined && isDone(before.state));
  draft.board.nextNumber = Math.max(draft.board.nextNumber, after.number + 1);
  if (event.type === 'ticketRecalled' && !before) {
    draft.archived[after.columnId] = (draft.archived[after.columnId] ?? 1) - 1;
  }
}

function opened(event: Extract<TicketEvent, { type: 'ticketOpened' }>, at: string, seq: number): Ticket {
  const fresh = { swarm: [], messages: 0, updatedAt: at, columnSince: at, version: seq };
  return { ...event.ticket, ...fresh, id: event.ticketId };
}

/** One that there is keeps its place. */
function withView(views: readonly SavedView[], view: SavedView): readonly SavedView[] {
  const isKnown = views.some(({ id }) => id === view.id);
  return isKnown ? views.map((one) => (one.id === view.id ? view : one)) : [...views, view];
}

/** Resolution is the first instant of the trailing run of done states: a reopened ticket starts over. */
function inColumn(ticket: Ticket, to: Pick<Ticket, 'columnId' | 'rank' | 'state'>, at: string): Ticket {
  const { resolvedAt: previously, ...rest } = ticket;
  const { columnId, rank, state } = to;
  const columnSince = columnId === ticket.columnId ? ticket.columnSince : at;
  const moved = { ...rest, columnId, rank, state, columnSince };
  if (!isDone(state)) return moved;
  return { ...moved, resolvedAt: (isDone(ticket.state) ? previously : undefined) ?? at };
}

function withMessage(ticket: Ticket, { audience, direction }: Message, at: string): Ticket {
  const counted = { ...ticket, messages: ticket.messages + 1 };
  if (audience === 'internal') return counted;
  return direction === 'in' ? { ...counted, heardAt: at } : { ...counted, saidAt: at };
}

/** As it was before the first of its recorded work; what people did here stays. */
function startedOver(ticket: Ticket, source: TicketSource, openedAt: string): Ticket {
  const fresh: Mutable<Ticket> = { ...ticket, source, openedAt, state: 'queued' };
  delete fresh.resolvedAt;
  delete fresh.team;
  delete fresh.line;
  return fresh;
}

function withTeam(ticket: Ticket, { team, line }: { team?: string; line?: string }): Ticket {
  return { ...ticket, ...(team !== undefined && { team }), ...(line !== undefined && { line }) };
}

function archiveOldest(draft: Draft): void {
  if (draft.done <= resolvedAtHand.most) return;
  const done = [...draft.tickets.values()].filter(({ state }) => isDone(state));
  for (const ticket of done.sort(latestResolvedFirst).slice(resolvedAtHand.kept)) {
    draft.tickets.delete(ticket.id);
    draft.archived[ticket.columnId] = (draft.archived[ticket.columnId] ?? 0) + 1;
  }
  draft.done = resolvedAtHand.kept;
}
