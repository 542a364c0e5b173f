import type { Board } from '../../shared/domain/board.ts';
import type { Person } from '../../shared/domain/person.ts';
import { openTagOf } from '../../shared/domain/tag.ts';
import type { Ticket } from '../../shared/domain/ticket.ts';
import type { RoomReply, RoomSummary } from '../../shared/protocol/http.ts';
import type { Boards } from '../boards/boards.ts';
import type { Log } from '../ports/log.ts';
import { findTicket } from './readTicket.ts';
import { recordsOf } from './swarmRecords.ts';
import { entriesAbout } from './ticketEntries.ts';

/** A room without what its brief says. */
type Room = Omit<RoomSummary, 'problem'>;

interface Ports {
  readonly boards: Boards;
}

/** The tickets somebody is tagged on, latest tag first; old resolved ones that have left their board are not among them. */
export async function roomsOf({ boards }: Ports, { id }: Pick<Person, 'id'>): Promise<Room[]> {
  const live = await Promise.all((await boards.ids()).map((board) => boards.open(board)));
  const rooms = live.flatMap(({ state }) => roomsOn(state, id));
  return rooms.sort((a, b) => (a.tag.at < b.tag.at ? 1 : -1));
}

/** The same, each with the first line of what its brief, frozen when the tag was raised, says the problem is. */
export async function summarisedRoomsOf(
  { boards, log }: Ports & { readonly log: Log },
  person: Pick<Person, 'id'>,
): Promise<RoomSummary[]> {
  const rooms = await roomsOf({ boards }, person);
  return Promise.all(
    rooms.map(async (room) => {
      const { tags } = recordsOf(await entriesAbout(log, room.board.id, room.ticket.id), room.ticket.id);
      const [problem = ''] = tags.find(({ tag }) => tag.id === room.tag.id)?.brief.problem.split('\n') ?? [];
      return { ...room, problem };
    }),
  );
}

function roomsOn({ id, title, tickets }: Board, person: string): Room[] {
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
