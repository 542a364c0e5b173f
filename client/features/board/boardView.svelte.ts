import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import type { Column } from '../../../shared/domain/column.ts';
import { type Action, can } from '../../../shared/domain/permissions.ts';
import type { Ticket } from '../../../shared/domain/ticket.ts';
import type { App } from '../../state/app.svelte.ts';
import type { BoardState } from '../../state/board.svelte.ts';
import { type Filters, filtered, isFiltering, readFilters, writeFilters } from './filters.ts';
import { type ShownView, isSameFilter, shownView } from './views.ts';

/** Where a card would go: below `after`, or on top. */
export interface DropPlace {
  readonly columnId: string;
  readonly after: string | null;
}

export interface Carrying {
  readonly ticketId: string;
  readonly by: 'pointer' | 'keyboard';
  readonly place: DropPlace | null;
}

/** What the page asks before it goes on. */
export type Question =
  | { readonly kind: 'newTicket'; readonly columnId: string | undefined }
  | { readonly kind: 'overLimit'; readonly column: Column; readonly count: number; readonly goOn: () => void }
  | { readonly kind: 'column'; readonly column: Column | undefined; readonly after: string | null }
  | { readonly kind: 'removeColumn'; readonly column: Column }
  | { readonly kind: 'renameBoard' };

export const windowSize = 50;
const lowestCardPx = 70;

/** What one person sees of a board, and where on it they are. */
export class BoardView {
  readonly app: App;
  readonly live: BoardState;
  /** The card the keyboard is on. */
  focusedId = $state<string | null>(null);
  /** The card under the mouse, while the mouse is what moves. */
  pointedId = $state<string | null>(null);
  carrying = $state.raw<Carrying | null>(null);
  question = $state.raw<Question | null>(null);
  readonly selected = new SvelteSet<string>();
  /** Cards that somebody else just moved, with that person's hue. */
  readonly flashes = new SvelteMap<string, number>();
  /** What fits on the screen comes first, the rest of the window right after it is painted. */
  #firstWindow = $state(Math.min(windowSize, Math.ceil(innerHeight / lowestCardPx)));
  readonly #windows = new SvelteMap<string, number>();
  readonly #filters = $derived.by(() => readFilters(this.app.router.query));
  readonly #views = $derived.by(() => (this.live.board?.views ?? []).map(shownView));

  constructor(app: App, live: BoardState) {
    this.app = app;
    this.live = live;
  }

  get filters(): Filters {
    return this.#filters;
  }

  get isFiltering(): boolean {
    return isFiltering(this.#filters);
  }

  filterBy(filters: Filters): void {
    this.app.router.setQuery(writeFilters(filters));
  }

  /** The saved views of the board, each with the filters it stands for. */
  get views(): readonly ShownView[] {
    return this.#views;
  }

  /** The one that was chosen last, whose filters may have been changed since; else one that filters the same. */
  get chosenView(): ShownView | undefined {
    const chosen = this.app.router.query.get('view');
    const named = this.#views.find(({ id }) => id === chosen);
    return named ?? this.#views.find(({ filters }) => this.isFiltering && isSameFilter(filters, this.#filters));
  }

  /** Whether this person may do it here now. */
  may(action: Action): boolean {
    const { person } = this.app.session;
    return person !== null && can(person, action);
  }

  get columns(): readonly Column[] {
    return this.live.board?.columns ?? [];
  }

  /** The cards of a column that pass the filters. */
  cards(columnId: string): readonly Ticket[] {
    return filtered(this.live.lists.get(columnId) ?? [], this.#filters, this.app.session.person?.id);
  }

  /** How many cards of a column are drawn. */
  windowOf(columnId: string): number {
    return this.#windows.get(columnId) ?? this.#firstWindow;
  }

  fillWindows(): void {
    this.#firstWindow = windowSize;
  }

  setWindow(columnId: string, cards: number): void {
    this.#windows.set(columnId, cards);
  }

  get windows(): [string, number][] {
    return [...this.#windows];
  }

  /** The ticket in the peek, if one is open. */
  get peekId(): string | null {
    return this.app.router.query.get('peek');
  }

  peek(ticketId: string | null): void {
    const { router } = this.app;
    const wasOpen = this.peekId !== null;
    if (ticketId === null && wasOpen) router.setQuery({ peek: null });
    // From one card to the next there is nothing to go Back through.
    else if (ticketId !== null) router.setQuery({ peek: ticketId }, { replace: wasOpen });
  }

  open(ticketId: string): void {
    this.app.router.go(`/tickets/${ticketId}`);
  }

  /** The card one is at: under the mouse, else with the focus, else in the peek. */
  get current(): string | undefined {
    const id = this.pointedId ?? this.focusedId ?? this.peekId;
    return id !== null && this.live.ticket(id) ? id : undefined;
  }

  /** What an action is about: the selected cards, else the one that one is at. */
  get targets(): readonly string[] {
    if (this.selected.size > 0) return [...this.selected].filter((id) => this.live.ticket(id));
    return this.current === undefined ? [] : [this.current];
  }

  toggleSelected(ticketId: string): void {
    if (!this.selected.delete(ticketId)) this.selected.add(ticketId);
  }

  flash(ticketId: string, hue: number): void {
    this.flashes.set(ticketId, hue);
    setTimeout(() => this.flashes.delete(ticketId), 1_200);
  }
}
