import type { Column } from '../../shared/domain/column.ts';
import type { Command } from '../../shared/domain/commands.ts';
import type { Entry } from '../../shared/domain/entry.ts';
import type { BoardEvent } from '../../shared/domain/events.ts';
import { Refusal, type RefusalBody } from '../../shared/domain/refusals.ts';
import type { Ticket, TicketChanges, TicketId } from '../../shared/domain/ticket.ts';
import type { TagRecord, StayRecord, TicketReply } from '../../shared/protocol/http.ts';
import type { DeviceStore } from '../connection/deviceStore.ts';
import { Unreachable, request } from '../connection/http.ts';
import { isOutOfSight } from '../connection/roomFeed.ts';
import type { Outcome } from './asking.ts';
import type { BoardState } from './board.svelte.ts';

export type TicketStatus =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready' }
  /** The server said no, for instance `ticketNotFound` or `notAllowed`. */
  | { readonly kind: 'refused'; readonly refusal: RefusalBody }
  /** The server cannot be reached and this device has never seen the ticket. */
  | { readonly kind: 'unreachable' };

interface Wiring {
  readonly store: DeviceStore;
  readonly fetchTicket?: (id: TicketId) => Promise<TicketReply>;
}

/** One ticket as its page shows it: live from the board, and from the server what the board does not hold. */
export class TicketState {
  readonly id: TicketId;
  readonly board: BoardState;
  readonly #store: DeviceStore;
  readonly #fetch: (id: TicketId) => Promise<TicketReply>;
  #reply = $state.raw<TicketReply>();
  #description = $state<string>();
  #problem = $state.raw<TicketStatus>();

  readonly #ticket = $derived.by(() => {
    const live = this.board.ticket(this.id);
    return live && live.version >= (this.#reply?.ticket.version ?? 0) ? live : (this.#reply?.ticket ?? live);
  });

  /** Stays the same value when the ticket is read anew, so that nothing opens the investigation a second time. */
  readonly #epoch = $derived(this.#reply?.epoch);

  constructor(id: TicketId, board: BoardState, { store, fetchTicket = ask }: Wiring) {
    this.id = id;
    this.board = board;
    this.#store = store;
    this.#fetch = fetchTicket;
  }

  get status(): TicketStatus {
    if (this.#ticket) return { kind: 'ready' };
    return this.#problem ?? { kind: 'loading' };
  }

  /** Undefined unless ready. */
  get ticket(): Ticket | undefined {
    return this.#ticket;
  }

  /** Whether the server says that there is nothing for this person to see (any more). */
  get isOutOfSight(): boolean {
    const problem = this.#problem?.kind === 'refused' ? this.#problem.refusal : this.board.problem;
    return problem !== undefined && isOutOfSight(problem.code);
  }

  /** The server could not be reached the last time it was asked. */
  get isUnreachable(): boolean {
    return this.#problem?.kind === 'unreachable';
  }

  /** Whom one writes to; an imported ticket may not say. */
  get customerName(): string {
    const customer = this.#ticket?.customer ?? '';
    return customer === '' ? 'the customer' : customer;
  }

  get columns(): readonly Column[] {
    return this.board.board?.columns ?? this.#reply?.board.columns ?? [];
  }

  get boardTitle(): string {
    return this.board.board?.title ?? this.#reply?.board.title ?? this.board.id;
  }

  /** The customer's problem in their own words. */
  get description(): string {
    return this.#description ?? this.#reply?.description ?? '';
  }

  /** Every tag there was with its brief and its steps, oldest first, as far as the server has told. */
  get tags(): readonly TagRecord[] {
    // What an earlier version of this page kept on the device has none.
    return (this.#reply as Partial<TicketReply> | undefined)?.tags ?? [];
  }

  /** Every stay in the swarm there was, oldest first. */
  get stays(): readonly StayRecord[] {
    return (this.#reply as Partial<TicketReply> | undefined)?.stays ?? [];
  }

  /** Undefined until known: without it the investigation cannot be opened. */
  get epoch(): string | undefined {
    return this.#epoch;
  }

  /** Reads what the board does not hold; returns how to stop following it. */
  start(): () => void {
    void this.load();
    return this.board.onEntries((entries) => {
      this.#follow(entries);
    });
  }

  async load(): Promise<void> {
    try {
      this.#reply = await this.#fetch(this.id);
      this.#description = undefined;
      this.#problem = undefined;
      await this.#store.set(this.#keptAs, this.#reply).catch(() => undefined);
    } catch (reason) {
      await this.#failed(reason);
    }
  }

  /** Lets go of what is known here and kept on this device: the ticket is out of this person's sight. */
  async forget(): Promise<void> {
    this.#reply = undefined;
    this.#description = undefined;
    await this.#store.remove(this.#keptAs).catch(() => undefined);
  }

  run(command: Command, expectedVersion?: number): Promise<Outcome> {
    return this.board.run(command, { expectedVersion });
  }

  /** Changes fields as this person sees them now: refused when somebody else changed the ticket meanwhile. */
  edit(changes: TicketChanges & { readonly description?: string }, seen = this.#ticket?.version): Promise<Outcome> {
    return this.run({ type: 'editTicket', ticketId: this.id, changes }, seen);
  }

  get #keptAs(): string {
    return `ticket:${this.id}`;
  }

  #follow(entries: readonly Entry[]): void {
    const events = entries.flatMap((entry) => entry.events).filter((event) => ticketOfEvent(event) === this.id);
    for (const event of events) {
      if (event.type === 'ticketEdited' && event.description !== undefined) this.#description = event.description;
    }
    if (events.some(({ type }) => type === 'contributionMade' || type.startsWith('tag'))) void this.load();
  }

  async #failed(reason: unknown): Promise<void> {
    if (reason instanceof Refusal) {
      this.#problem = { kind: 'refused', refusal: reason.toBody() };
      if (isOutOfSight(reason.code)) await this.forget();
      return;
    }
    if (!(reason instanceof Unreachable)) throw reason;
    this.#reply ??= await this.#store.get<TicketReply>(this.#keptAs).catch(() => undefined);
    this.#problem = { kind: 'unreachable' };
  }
}

function ticketOfEvent(event: BoardEvent): TicketId | undefined {
  return 'ticketId' in event ? event.ticketId : undefined;
}

function ask(id: TicketId): Promise<TicketReply> {
  return request(`/api/v1/tickets/${encodeURIComponent(id)}`);
}
