import { defaultColumns } from '../../shared/domain/column.ts';
import type { BoardEvent } from '../../shared/domain/events.ts';
import { ranksInOrder } from '../../shared/domain/rank.ts';
import { priorities, ticketIdOf } from '../../shared/domain/ticket.ts';
import { seedOf } from './document.ts';
import { historyOf } from './history.ts';
import { Moments, agoMs } from './moments.ts';
import type { SampleTicket } from './ticket.ts';
import { sampleTickets } from './tickets.ts';

export interface SampleBoard {
  /** The whole board: its creation and the history of every ticket. */
  readonly events: readonly BoardEvent[];
  /** First updates of the investigations, by ticket id. */
  readonly documents: ReadonlyMap<string, Uint8Array>;
}

/** A board of about forty tickets whose past ends now. */
export function sampleBoard(board: { id: string; title: string }, now: Date): SampleBoard {
  const moments = new Moments(now);
  const byAge = [...sampleTickets].sort((a, b) => agoMs(b.opened) - agoMs(a.opened));
  const ids = new Map(byAge.map(({ key }, index) => [key, ticketIdOf(board.id, index + 1)]));
  const ranks = ranksByUrgency(byAge);
  const events: BoardEvent[] = [{ type: 'boardCreated', title: board.title, columns: defaultColumns, sample: true }];
  const documents = new Map<string, Uint8Array>();
  byAge.forEach((ticket, index) => {
    const ticketId = idIn(ids, ticket.key);
    const told = withTicketIds(ticket, ids);
    const placed = { ticketId, number: index + 1, rank: ranks.get(ticket.key) ?? '' };
    events.push(...historyOf(told, placed, moments));
    if (told.investigation) documents.set(ticketId, seedOf(told.investigation, moments));
  });
  return { events, documents };
}

/** A card keeps its rank in every column: urgent ones on top, older ones above younger ones. */
function ranksByUrgency(byAge: readonly SampleTicket[]): Map<string, string> {
  const ordered = [...byAge].sort((a, b) => priorities.indexOf(a.priority) - priorities.indexOf(b.priority));
  const ranks = ranksInOrder(ordered.length);
  return new Map(ordered.map(({ key }, index) => [key, ranks[index] ?? '']));
}

/** Replaces `@ticket(key)` in all that is told of a ticket. */
function withTicketIds(ticket: SampleTicket, ids: ReadonlyMap<string, string>): SampleTicket {
  const told = JSON.stringify(ticket).replace(/@ticket\(([\w-]+)\)/g, (_, key: string) => idIn(ids, key));
  return JSON.parse(told) as SampleTicket;
}

function idIn(ids: ReadonlyMap<string, string>, key: string): string {
  const id = ids.get(key);
  if (id === undefined) throw new Error(`the sample has no ticket ${key}`);
  return id;
}
