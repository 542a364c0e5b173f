import type { Ticket } from '../../../shared/domain/ticket.ts';
import type { TicketsReply } from '../../../shared/protocol/http.ts';
import { request, sentenceFor } from '../../connection/http.ts';
import { changedQuery, parseQuery } from '../../state/query.ts';
import type { BoardState } from '../../state/board.svelte.ts';

const pageSize = 200;

/** The resolved tickets of a column that have left the board, fetched as somebody asks for them. */
export class Archive {
  readonly #live: BoardState;
  readonly #columnId: () => string;
  #tickets = $state.raw<readonly Ticket[]>([]);
  #next: string | null | undefined;
  #isComplete = $state(false);
  #isLoading = $state(false);
  #problem = $state<string>();

  constructor(live: BoardState, columnId: () => string) {
    this.#live = live;
    this.#columnId = columnId;
  }

  get isLoading(): boolean {
    return this.#isLoading;
  }

  get isComplete(): boolean {
    return this.#isComplete;
  }

  get problem(): string | undefined {
    return this.#problem;
  }

  get count(): number {
    return this.#tickets.length;
  }

  /** The board's own cards, then the fetched ones that are not among them (any more or again). */
  after(own: readonly Ticket[]): readonly Ticket[] {
    if (this.#tickets.length === 0) return own;
    return [...own, ...this.#tickets.filter(({ id }) => !this.#live.ticket(id))];
  }

  /** Fetches until there is something new to show; the first pages repeat what the board has. */
  async load(): Promise<void> {
    if (this.#isLoading) return;
    this.#isLoading = true;
    this.#problem = undefined;
    try {
      let found = 0;
      while (found === 0 && this.#next !== null) found = await this.#loadPage();
      this.#isComplete = this.#next === null;
    } catch (reason) {
      this.#problem = `Older tickets could not be loaded: ${sentenceFor(reason)}`;
    } finally {
      this.#isLoading = false;
    }
  }

  async #loadPage(): Promise<number> {
    const before = typeof this.#next === 'string' ? { before: this.#next } : {};
    const query = changedQuery(parseQuery(''), { columnId: this.#columnId(), limit: String(pageSize), ...before });
    const { tickets, next } = await request<TicketsReply>(`/api/v1/boards/${this.#live.id}/tickets${query}`);
    this.#next = next;
    const fresh = tickets.filter(({ id }) => !this.#live.ticket(id));
    this.#tickets = [...this.#tickets, ...fresh];
    return fresh.length;
  }
}
