import type { Board } from '../../shared/domain/board.ts';
import type { Person } from '../../shared/domain/person.ts';
import { openTagOf } from '../../shared/domain/tag.ts';
import type { Ticket } from '../../shared/domain/ticket.ts';
import type { RoomReply, RoomSummary } from '../../shared/protocol/http.ts';
import type { Boards } from '../boards/boards.ts';
import { findTicket } from './readTicket.ts';

interface Ports {
  readonly boards: Boards;
}

/** The tickets somebody is tagged on, latest tag first; old resolved ones that have left their board are not among them. */
export async function roomsOf({ boards }: Ports, { id }: Pick<Person, 'id'>): Promise<RoomSummary[]> {
  const live = await Promise.all((await boards.ids()).map((board) => boards.open(board)));
  const rooms = live.flatMap(({ state }) => roomsOn(state, id));
  return rooms.sort((a, b) => (a.tag.at < b.tag.at ? 1 : -1));
}

function roomsOn({ id, title, tickets }: Board, person: string): RoomSummary[] {
  return [...tickets.values()].flatMap((ticket) => {
    const tag = openTagOf(ticket, person);
    return tag ? [{ ticket, board: { id, title }, tag }] : [];
  });
}

/** A board as somebody sees it who sees one of its tickets only: that card, the columns it may be in, nothing to count. */
export async function readRoom(ports: Ports, ticketId: string): Promise<RoomReply> {
  const { board, ticket } = await findTicket(ports, ticketId);
  return roomOn(board.state, ticket);
}

export function roomOn({ id, title, sample, columns, seq }: Board, ticket: Ticket): RoomReply {
  return { id, title, sample, columns, tickets: [ticket], archived: {}, nextNumber: ticket.number + 1, seq };
}
