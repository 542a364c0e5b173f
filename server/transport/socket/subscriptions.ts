import { can } from '../../../shared/domain/permissions.ts';
import { Refusal } from '../../../shared/domain/refusals.ts';
import { type Ticket, type TicketId, boardIdOf } from '../../../shared/domain/ticket.ts';
import type { LiveAccess } from '../../access/liveAccess.ts';
import type { Announcer } from './announcer.ts';
import { roomOfBoard, roomOfTicket } from './rooms.ts';
import type { Client } from './sockets.ts';

/** What is listened to: a board, or one ticket of it. */
export interface Place {
  readonly board: string;
  readonly ticket?: TicketId | undefined;
}

interface Doors {
  readonly liveAccess: LiveAccess;
  readonly announcer: Announcer;
}

/** What one client listens to. Each is entered among all that is live, and ends as soon as it may no longer be. */
export class Subscriptions {
  readonly #client: Client;
  readonly #doors: Doors;
  /** How to leave, by room. */
  readonly #leaves = new Map<string, () => void>();
  readonly #onLeave = new Set<(place: Place) => void>();

  constructor(client: Client, doors: Doors) {
    this.#client = client;
    this.#doors = doors;
  }

  /** Told whenever a place is left, for whatever reason. */
  onLeave(listener: (place: Place) => void): void {
    this.#onLeave.add(listener);
  }

  listensTo(place: Place): boolean {
    return this.#leaves.has(roomOf(place));
  }

  /** Whether this client hears of this ticket, as one of the board or as a guest. */
  hearsOf(board: string, ticketId: TicketId | null): boolean {
    if (ticketId !== null && boardIdOf(ticketId) !== board) return false;
    return this.listensTo({ board }) || (ticketId !== null && this.listensTo({ board, ticket: ticketId }));
  }

  async joinBoard(board: string): Promise<void> {
    await this.#join({ board }, { mayStay: (person) => can(person, 'readBoards') });
  }

  /** `ticket` is as it is at this moment. */
  async joinTicket(board: string, ticket: Ticket): Promise<void> {
    const ticketId = ticket.id;
    await this.#join(
      { board, ticket: ticketId },
      { ticketId, mayStay: (person, now = ticket) => can(person, 'readTicket', { ticket: now }) },
    );
  }

  leave(place: Place): void {
    const room = roomOf(place);
    const leave = this.#leaves.get(room);
    if (!leave) return;
    this.#leaves.delete(room);
    leave();
    void this.#client.leave(room);
    for (const listener of this.#onLeave) listener(place);
  }

  close(): void {
    for (const leave of this.#leaves.values()) leave();
    this.#leaves.clear();
  }

  async #join(place: Place, rule: Pick<Parameters<LiveAccess['enter']>[0], 'ticketId' | 'mayStay'>): Promise<void> {
    const room = roomOf(place);
    if (this.#leaves.has(room)) return;
    const { liveAccess, announcer } = this.#doors;
    const unfollow = place.ticket === undefined ? undefined : announcer.follow(place.board, place.ticket);
    this.#leaves.set(room, () => unfollow?.());
    const exit = liveAccess.enter({
      ...rule,
      principal: this.#client.data.principal,
      cut: () => {
        this.#cut(place);
      },
    });
    // Otherwise it was cut while it was entered.
    if (!this.#leaves.has(room)) return;
    this.#leaves.set(room, () => {
      exit();
      unfollow?.();
    });
    await this.#client.join(room);
  }

  #cut(place: Place): void {
    this.leave(place);
    const { board, ticket } = place;
    const where = ticket === undefined ? { board } : { board, ticket };
    this.#client.emit('cut', { error: new Refusal('notAllowed').toBody(), ...where });
  }
}

function roomOf({ board, ticket }: Place): string {
  return ticket === undefined ? roomOfBoard(board) : roomOfTicket(ticket);
}
