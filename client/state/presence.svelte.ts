import type { Presence } from '../../shared/protocol/socket.ts';
import type { LiveLink } from '../connection/socket.ts';
import { type PresenceByTicket, byTicket, nobody, nowhere, othersIn } from './presentPeople.ts';

const saidEveryMs = 15_000;

/** Who is on a board and where their attention is. Never stored; gone with the connection. */
export class BoardPresence {
  readonly #board: string;
  readonly #link: LiveLink;
  readonly #me: () => string | undefined;
  readonly #stop: () => void;
  readonly #timer: ReturnType<typeof setInterval>;
  #everybody = $state.raw<readonly Presence[]>(nobody);
  #byTicket = $state.raw<PresenceByTicket>(nowhere);
  #mine: { ticketId: string | null; attention: Presence['attention'] } = { ticketId: null, attention: 'viewing' };
  #isLive = false;
  readonly #others = $derived.by(() => othersIn(this.#everybody, this.#me()));

  constructor(board: string, link: LiveLink, me: () => string | undefined) {
    this.#board = board;
    this.#link = link;
    this.#me = me;
    this.#stop = link.on('presence', (message) => {
      if (message.board === board) this.#take(message.people);
    });
    this.#timer = setInterval(() => this.#say(), saidEveryMs);
  }

  /** Everybody else on the board, each once, at the liveliest attention. */
  get others(): readonly Presence[] {
    return this.#others;
  }

  /** Everybody else with their attention on a ticket; the very same list while that does not change. */
  on(ticketId: string): readonly Presence[] {
    return this.#byTicket.get(ticketId) ?? nobody;
  }

  set(ticketId: string | null, attention: Presence['attention']): void {
    if (this.#mine.ticketId === ticketId && this.#mine.attention === attention) return;
    this.#mine = { ticketId, attention };
    this.#say();
  }

  setLive(isLive: boolean): void {
    this.#isLive = isLive;
    if (isLive) this.#say();
    else this.#take(nobody);
  }

  close(): void {
    clearInterval(this.#timer);
    this.#stop();
  }

  #say(): void {
    if (this.#isLive) this.#link.presence({ board: this.#board, ...this.#mine });
  }

  #take(people: readonly Presence[]): void {
    this.#everybody = people;
    this.#byTicket = byTicket(people, this.#me(), this.#byTicket);
  }
}
