import type { BoardActions } from './boardActions.ts';
import type { BoardView, DropPlace } from './boardView.svelte.ts';

const settleMs = 400;

/** Carrying a card with the keyboard: pick up, arrows, put down or Escape. A screen reader hears every step. */
export class KeyboardCarry {
  readonly #view: BoardView;
  readonly #actions: BoardActions;

  #settledAt = 0;

  constructor(view: BoardView, actions: BoardActions) {
    this.#view = view;
    this.#actions = actions;
  }

  pickUp(ticketId: string): void {
    const ticket = this.#view.live.ticket(ticketId);
    // The very press that put it down may still arrive as a click.
    if (!ticket || !this.#view.may('workTickets') || performance.now() - this.#settledAt < settleMs) return;
    const cards = this.#view.cards(ticket.columnId);
    const at = cards.findIndex(({ id }) => id === ticketId);
    this.#carry(ticketId, { columnId: ticket.columnId, after: cards[at - 1]?.id ?? null });
    this.#say(`${ticketId} picked up. Arrows move it, Space puts it down, Escape cancels.`);
  }

  onKey(event: KeyboardEvent, ticketId: string): void {
    const place = this.#placeOf(ticketId);
    if (!place) return;
    const deed = {
      ArrowUp: () => this.#along(ticketId, place, -1),
      ArrowDown: () => this.#along(ticketId, place, 1),
      ArrowLeft: () => this.#across(ticketId, place, -1),
      ArrowRight: () => this.#across(ticketId, place, 1),
      Enter: () => this.#putDown(ticketId, place),
      ' ': () => this.#putDown(ticketId, place),
      Escape: () => this.cancel(),
      Tab: () => this.cancel(),
    }[event.key];
    if (!deed) return;
    event.stopPropagation();
    if (event.key !== 'Tab') event.preventDefault();
    deed();
  }

  cancel(): void {
    if (this.#view.carrying?.by !== 'keyboard') return;
    this.#view.carrying = null;
    this.#say('Not moved.');
  }

  #placeOf(ticketId: string): DropPlace | undefined {
    const { carrying } = this.#view;
    return carrying?.by === 'keyboard' && carrying.ticketId === ticketId ? (carrying.place ?? undefined) : undefined;
  }

  #along(ticketId: string, { columnId, after }: DropPlace, by: -1 | 1): void {
    const others = this.#others(columnId, ticketId);
    const at = others.indexOf(after ?? '') + 1;
    const next = Math.min(Math.max(0, at + by), others.length);
    this.#carry(ticketId, { columnId, after: others[next - 1] ?? null });
    this.#sayPlace();
  }

  #across(ticketId: string, { columnId }: DropPlace, by: -1 | 1): void {
    const { columns } = this.#view;
    const column = columns[columns.findIndex(({ id }) => id === columnId) + by];
    if (!column) return;
    this.#carry(ticketId, { columnId: column.id, after: null });
    document.querySelector(`[data-column="${CSS.escape(column.id)}"]`)?.scrollIntoView({ inline: 'nearest' });
    this.#sayPlace();
  }

  #putDown(ticketId: string, place: DropPlace): void {
    this.#settledAt = performance.now();
    this.#view.carrying = null;
    this.#actions.move([ticketId], place);
    this.#say(`${ticketId} put down in ${this.#columnTitle(place.columnId)}.`);
  }

  #carry(ticketId: string, place: DropPlace): void {
    this.#view.carrying = { ticketId, by: 'keyboard', place };
  }

  #sayPlace(): void {
    const { carrying } = this.#view;
    if (!carrying?.place) return;
    const { columnId, after } = carrying.place;
    const others = this.#others(columnId, carrying.ticketId);
    this.#say(`${this.#columnTitle(columnId)}, position ${others.indexOf(after ?? '') + 2} of ${others.length + 1}.`);
  }

  #others(columnId: string, ticketId: string): string[] {
    return this.#view.cards(columnId).flatMap(({ id }) => (id === ticketId ? [] : [id]));
  }

  #columnTitle(columnId: string): string {
    return this.#view.columns.find(({ id }) => id === columnId)?.title ?? '';
  }

  #say(text: string): void {
    this.#view.app.announcer.say(text);
  }
}
