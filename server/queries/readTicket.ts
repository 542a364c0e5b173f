import type * as Y from 'yjs';
import { Refusal } from '../../shared/domain/refusals.ts';
import type { Ticket } from '../../shared/domain/ticket.ts';
import type { TicketReply } from '../../shared/protocol/http.ts';
import type { Boards } from '../boards/boards.ts';
import type { LiveBoard } from '../boards/liveBoard.ts';
import type { Log } from '../ports/log.ts';
import { investigationRecords } from './investigationRecords.ts';
import { recordsOf } from './swarmRecords.ts';
import { descriptionIn, entriesAbout } from './ticketEntries.ts';

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

export async function findTicket(
  { boards }: { boards: Boards },
  ticketId: string,
): Promise<{ board: LiveBoard; ticket: Ticket }> {
  const board = await boards.ofTicket(ticketId);
  const ticket = await board.ticket(ticketId);
  if (!ticket) throw new Refusal('ticketNotFound', { ticketId });
  return { board, ticket };
}
