import type { Entry } from '../../../shared/domain/entry.ts';
import type { TicketId } from '../../../shared/domain/ticket.ts';
import type { Presence } from '../../../shared/protocol/socket.ts';
import { narrowedTo, withoutEntrance } from '../../queries/roomEntries.ts';
import { roomOfBoard, roomOfTicket } from './rooms.ts';
import type { Door } from './sockets.ts';

const presenceEveryMs = 50;
/** A burst larger than this is only hinted at: subscribers see the gap and fetch what suits them. */
const mostEntriesToPush = 200;

interface Followed {
  listeners: number;
  /** What its guests were last told of who is there. */
  told: string;
}

/** Tells those who listen to a board, or to one ticket of it, what happened there and who is there. */
export class Announcer {
  readonly #door: Pick<Door, 'to'>;
  readonly #due = new Map<string, NodeJS.Timeout>();
  /** Tickets that guests listen to, by board. */
  readonly #followed = new Map<string, Map<TicketId, Followed>>();

  constructor(door: Pick<Door, 'to'>) {
    this.#door = door;
  }

  entries(board: string, entries: readonly Entry[]): void {
    const pushed = entries.length > mostEntriesToPush ? entries.slice(-1) : entries;
    this.#door.to(roomOfBoard(board)).emit('entries', { board, entries: pushed.map(withoutEntrance) });
    for (const ticket of this.#followed.get(board)?.keys() ?? []) {
      const about = entries.flatMap((entry) => narrowedTo(ticket, entry) ?? []);
      if (about.length > 0) this.#door.to(roomOfTicket(ticket)).emit('entries', { board, ticket, entries: about });
    }
  }

  /** At most once per interval and board, with who is there at that moment. */
  presence(board: string, read: () => readonly Presence[]): void {
    if (this.#due.has(board)) return;
    const timer = setTimeout(() => {
      this.#due.delete(board);
      const people = read();
      this.#door.to(roomOfBoard(board)).emit('presence', { board, people });
      for (const [ticket, followed] of this.#followed.get(board) ?? []) {
        this.#tellGuests({ board, ticket }, followed, people);
      }
    }, presenceEveryMs);
    this.#due.set(board, timer);
  }

  /** Somebody listens to this ticket alone; returns how they stop. */
  follow(board: string, ticket: TicketId): () => void {
    const tickets = this.#followed.get(board) ?? new Map<TicketId, Followed>();
    this.#followed.set(board, tickets);
    const followed = tickets.get(ticket) ?? { listeners: 0, told: '' };
    tickets.set(ticket, followed);
    followed.listeners += 1;
    // Whoever has just come was told nothing yet.
    followed.told = '';
    return () => {
      followed.listeners -= 1;
      if (followed.listeners === 0) tickets.delete(ticket);
      if (tickets.size === 0) this.#followed.delete(board);
    };
  }

  close(): void {
    for (const timer of this.#due.values()) clearTimeout(timer);
    this.#due.clear();
  }

  /** Only when it changed: that something happens elsewhere on the board is none of their business. */
  #tellGuests(where: { board: string; ticket: TicketId }, followed: Followed, people: readonly Presence[]): void {
    const here = people.filter(({ ticketId }) => ticketId === where.ticket);
    const told = JSON.stringify(here);
    if (told === followed.told) return;
    followed.told = told;
    this.#door.to(roomOfTicket(where.ticket)).emit('presence', { ...where, people: here });
  }
}
