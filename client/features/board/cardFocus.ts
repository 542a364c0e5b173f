import { tick } from 'svelte';
import { type BoardView, windowSize } from './boardView.svelte.ts';

/** Walks the cards with the keyboard. */
export class CardFocus {
  readonly #view: BoardView;

  constructor(view: BoardView) {
    this.#view = view;
  }

  along(by: 1 | -1): void {
    const here = this.#here();
    if (!here) {
      this.#first();
      return;
    }
    const cards = this.#view.cards(here.columnId);
    this.#focus(cards[Math.min(Math.max(0, here.at + by), cards.length - 1)]?.id);
  }

  /** To the card at about the same height in the next column that has one. */
  across(by: 1 | -1): void {
    const here = this.#here();
    if (!here) {
      this.#first();
      return;
    }
    const { columns } = this.#view;
    for (let at = here.columnAt + by; at >= 0 && at < columns.length; at += by) {
      const cards = this.#view.cards(columns[at]?.id ?? '');
      const target = cards[Math.min(here.at, cards.length - 1)];
      if (!target) continue;
      this.#focus(target.id);
      return;
    }
  }

  #first(): void {
    for (const { id } of this.#view.columns) {
      const [card] = this.#view.cards(id);
      if (!card) continue;
      this.#focus(card.id);
      return;
    }
  }

  #here(): { columnId: string; columnAt: number; at: number } | undefined {
    const id = this.#view.pointedId ?? this.#view.focusedId;
    const ticket = id === null ? undefined : this.#view.live.ticket(id);
    if (!ticket) return undefined;
    const { columnId } = ticket;
    const at = this.#view.cards(columnId).findIndex((card) => card.id === ticket.id);
    const columnAt = this.#view.columns.findIndex((column) => column.id === columnId);
    return at === -1 ? undefined : { columnId, columnAt, at };
  }

  #focus(ticketId: string | undefined): void {
    const ticket = ticketId === undefined ? undefined : this.#view.live.ticket(ticketId);
    if (!ticket) return;
    const at = this.#view.cards(ticket.columnId).findIndex(({ id }) => id === ticket.id);
    if (at >= this.#view.windowOf(ticket.columnId)) this.#view.setWindow(ticket.columnId, at + windowSize);
    this.#view.focusedId = ticket.id;
    this.#view.pointedId = null;
    // With a peek open, the keyboard leafs through it.
    if (this.#view.peekId !== null) this.#view.peek(ticket.id);
    void tick().then(() => focusCard(ticket.id));
  }
}

/** Where a card is drawn, if it is. */
export function slotOf(ticketId: string): HTMLElement | null {
  return document.querySelector(`[data-slot="${CSS.escape(ticketId)}"]`);
}

export function focusCard(ticketId: string): void {
  const slot = slotOf(ticketId);
  slot?.querySelector<HTMLElement>('a')?.focus({ preventScroll: true });
  slot?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}
