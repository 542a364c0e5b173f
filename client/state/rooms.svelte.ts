import type { RoomSummary, RoomsReply } from '../../shared/protocol/http.ts';
import type { DeviceStore } from '../connection/deviceStore.ts';
import { request, sentenceFor } from '../connection/http.ts';
import type { LiveLink } from '../connection/socket.ts';

/** As boards are kept, so that it goes with them. */
const keptAs = 'boards-rooms';

interface Wiring {
  readonly link: Pick<LiveLink, 'on'>;
  readonly store: DeviceStore;
  readonly fetchRooms?: () => Promise<RoomsReply>;
}

/** The tickets that whoever is here is tagged on. */
export class Rooms {
  readonly #wiring: Wiring;
  #list = $state.raw<readonly RoomSummary[]>();
  #problem = $state<string>();
  /** Answers to earlier questions count no more. */
  #asked = 0;

  constructor(wiring: Wiring) {
    this.#wiring = wiring;
  }

  /** Latest tag first; undefined until it is known. */
  get list(): readonly RoomSummary[] | undefined {
    return this.#list;
  }

  /** Why the list may be from an earlier visit. */
  get problem(): string | undefined {
    return this.#problem;
  }

  has(ticketId: string): boolean {
    return this.#list?.some(({ ticket }) => ticket.id === ticketId) === true;
  }

  /** Follows the list; returns how to stop. */
  start(): () => void {
    const refresh = () => void this.refresh();
    const stops = [this.#wiring.link.on('rooms', refresh), this.#wiring.link.on('connect', refresh)];
    void this.#showKept();
    refresh();
    return () => {
      for (const stop of stops) stop();
    };
  }

  async refresh(): Promise<void> {
    const { store, fetchRooms = ask } = this.#wiring;
    const mine = (this.#asked += 1);
    try {
      const { rooms } = await fetchRooms();
      if (mine !== this.#asked) return;
      this.#list = rooms;
      this.#problem = undefined;
      await store.set(keptAs, rooms).catch(() => undefined);
    } catch (reason) {
      if (mine === this.#asked) this.#problem = sentenceFor(reason);
    }
  }

  /** For the next one who signs in on this page. */
  forget(): void {
    this.#asked += 1;
    this.#list = undefined;
  }

  async #showKept(): Promise<void> {
    const kept = await this.#wiring.store.get<RoomSummary[]>(keptAs).catch(() => undefined);
    this.#list ??= kept;
  }
}

function ask(): Promise<RoomsReply> {
  return request('/api/v1/rooms');
}
