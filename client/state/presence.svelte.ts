import type { Presence } from '../../shared/protocol/socket.ts';
import { type Scope, isSameScope } from '../connection/roomFeed.ts';
import type { LiveLink } from '../connection/socket.ts';
import { type PresenceByTicket, byTicket, nobody, nowhere, othersIn } from './presentPeople.ts';

const saidEveryMs = 15_000;

/** Who is on a board and where their attention is. Never stored; gone with the connection. */
export class BoardPresence {
  readonly #scope: Scope;
  readonly #link: LiveLink;
  readonly #me: () => string | undefined;
  readonly #stop: () => void;
  readonly #timer: ReturnType<typeof setInterval>;
  #everybody = $state.raw<readonly Presence[]>(nobody);
  #byTicket = $state.raw<PresenceByTicket>(nowhere);
  #mine: { ticketId: string | null; attention: Presence['attention'] };
  #isLive = false;
  readonly #others = $derived.by(() => othersIn(this.#everybody, this.#me()));

  constructor(scope: Scope, link: LiveLink, me: () => string | undefined) {
    this.#scope = scope;
    this.#link = link;
    this.#me = me;
    this.#mine = { ticketId: scope.ticket ?? null, attention: 'viewing' };
    this.#stop = link.on('presence', (message) => {
      if (isSameScope(message, scope)) this.#take(message.people);
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

  /** In a room there is no board to look at: `null` is the ticket itself. */
  set(asked: string | null, attention: Presence['attention']): void {
    const ticketId = asked ?? this.#scope.ticket ?? null;
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
    if (this.#isLive) this.#link.presence({ board: this.#scope.board, ...this.#mine });
  }

  #take(people: readonly Presence[]): void {
    this.#everybody = people;
    this.#byTicket = byTicket(people, this.#me(), this.#byTicket);
  }
}
