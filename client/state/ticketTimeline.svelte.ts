import type { Entry } from '../../shared/domain/entry.ts';
import type { TicketId } from '../../shared/domain/ticket.ts';
import type { TimelineEvent, TimelineReply } from '../../shared/protocol/http.ts';
import type { DeviceStore } from '../connection/deviceStore.ts';
import { Unreachable, request } from '../connection/http.ts';
import type { BoardState } from './board.svelte.ts';
import {
  type PendingMessage,
  eventsOf,
  lastSeq,
  merged,
  pendingIn,
  unknownIn,
  withInvestigation,
} from './timelineEvents.ts';

interface Wiring {
  readonly store: DeviceStore;
  readonly fetchTimeline?: (id: TicketId) => Promise<TimelineReply>;
  /** Something was posted while the page was open. */
  readonly onPosted: (posted: TimelineEvent) => void;
  /** What the open investigation dates, as it is now; undefined while it is not open here. */
  readonly moments?: () => readonly TimelineEvent[] | undefined;
}

/** Everything that happened to a ticket, as it happens. */
export class TicketTimeline {
  readonly #id: TicketId;
  readonly #board: BoardState;
  readonly #wiring: Wiring;
  #events = $state.raw<readonly TimelineEvent[]>();
  #problem = $state(false);
  readonly #shown = $derived.by(() => {
    const moments = this.#events && this.#wiring.moments?.();
    return this.#events && moments ? withInvestigation(this.#events, moments) : this.#events;
  });

  constructor(id: TicketId, board: BoardState, wiring: Wiring) {
    this.#id = id;
    this.#board = board;
    this.#wiring = wiring;
  }

  /** In the order they happened; undefined until known. */
  get events(): readonly TimelineEvent[] | undefined {
    return this.#shown;
  }

  /** It could not be read; what is shown may be incomplete. */
  get problem(): boolean {
    return this.#problem;
  }

  /** What this person wrote that is not in the timeline yet. */
  get pending(): readonly PendingMessage[] {
    return pendingIn(this.#board.pending, this.#id, this.#events ?? []);
  }

  /** Follows the board; returns how to stop. */
  start(): () => void {
    void this.load();
    return this.#board.onEntries((entries) => {
      this.#receive(entries);
    });
  }

  async load(): Promise<void> {
    try {
      const { fetchTimeline = ask } = this.#wiring;
      const { events } = await fetchTimeline(this.#id);
      this.#events = merged(events, this.#events ?? []);
      this.#problem = false;
      await this.#wiring.store.set(this.#keptAs, events).catch(() => undefined);
    } catch (reason) {
      this.#problem = true;
      if (!(reason instanceof Unreachable)) return;
      this.#events ??= await this.#wiring.store.get<TimelineEvent[]>(this.#keptAs).catch(() => undefined);
    }
  }

  /** Lets go of what is known here and kept on this device. */
  async forget(): Promise<void> {
    this.#events = undefined;
    await this.#wiring.store.remove(this.#keptAs).catch(() => undefined);
  }

  get #keptAs(): string {
    return `timeline:${this.#id}`;
  }

  /** After a fresh snapshot nobody tells what happened in between: the ticket's own version gives it away. */
  #noticeGap(): void {
    const version = this.#board.ticket(this.#id)?.version ?? 0;
    if (this.#events && version > lastSeq(this.#events)) void this.load();
  }

  #receive(entries: readonly Entry[]): void {
    if (entries.length === 0) queueMicrotask(() => this.#noticeGap());
    const events = entries.flatMap((entry) => eventsOf(entry, this.#id));
    if (events.length === 0) return;
    // Before the first answer, and when a source told its history anew, only the server knows the whole.
    const isErased = events.some(({ event }) => event.type === 'ticketErased');
    if (isErased) this.#events = undefined;
    if (!this.#events || events.some(({ event }) => event.type === 'historyReplaced')) void this.load();
    const fresh = unknownIn(events, this.#events ?? []);
    this.#events &&= merged(this.#events, fresh);
    for (const one of fresh) if (one.event.type === 'messagePosted') this.#wiring.onPosted(one);
  }
}

function ask(id: TicketId): Promise<TimelineReply> {
  return request(`/api/v1/tickets/${encodeURIComponent(id)}/timeline`);
}
