import { ticketsInColumn } from '../../shared/domain/board.ts';
import type { Ticket, TicketId } from '../../shared/domain/ticket.ts';
import type { Colleague } from './colleague.ts';
import { type Tools, breath } from './visit.ts';

/** A card away from the place it will be brought back to. */
export interface Borrowed {
  readonly ticketId: TicketId;
  readonly column: string;
  readonly home: { readonly columnId: string; readonly after: TicketId | null };
}

/** From where to where cards are moved; resolving is left to real people. */
const routes: Readonly<Record<string, string>> = { new: 'triage', triage: 'investigating', investigating: 'triage' };

/** Moves one card that nobody real is concerned with; undefined when there is none. */
export async function borrow(colleague: Colleague, tools: Tools): Promise<Borrowed | undefined> {
  const { board } = colleague;
  const candidates = [...board.tickets.values()].filter(({ id, columnId }) => routes[columnId] && colleague.isFree(id));
  const ticket = tools.chance.pick(candidates);
  const column = routes[ticket?.columnId ?? ''];
  if (!ticket || column === undefined || !board.columns.some(({ id }) => id === column) || !tools.ration.take(2)) {
    return undefined;
  }
  colleague.attend(ticket.id);
  await breath(tools);
  const home = { columnId: ticket.columnId, after: cardAbove(colleague, ticket) };
  const after = tools.chance.pick(ticketsInColumn(colleague.board, column).slice(0, 3))?.id ?? null;
  const hasMoved = await colleague.run({ type: 'moveTicket', ticketId: ticket.id, columnId: column, after });
  return hasMoved ? { ticketId: ticket.id, column, home } : undefined;
}

/** Brings a card back, unless somebody else has decided about it since. */
export async function bringBack(colleague: Colleague, { ticketId, column, home }: Borrowed): Promise<void> {
  const ticket = colleague.board.tickets.get(ticketId);
  if (ticket?.columnId !== column || !colleague.isFree(ticketId)) return;
  await colleague.run({ type: 'moveTicket', ticketId, ...home });
}

function cardAbove({ board }: Colleague, ticket: Ticket): TicketId | null {
  const column = ticketsInColumn(board, ticket.columnId);
  return column[column.findIndex(({ id }) => id === ticket.id) - 1]?.id ?? null;
}
