import type { BoardActions } from './boardActions.ts';
import type { BoardView, DropPlace } from './boardView.svelte.ts';
import { columnAt, scrollNearEdges } from './edgeScroll.ts';

const startsAfterPx = 5;
const touchHoldMs = 200;

interface Press {
  readonly ticketId: string;
  readonly card: HTMLElement;
  readonly pointerId: number;
  readonly touch: boolean;
  readonly from: Point;
  readonly grip: Point;
  timer?: ReturnType<typeof setTimeout>;
}
interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * Dragging cards with mouse, pen and finger. The whole column is the target; a finger has to rest first, so that
 * swiping still scrolls. The card stays where it is and a copy follows the pointer.
 */
export class CardDrag {
  readonly #view: BoardView;
  readonly #actions: BoardActions;
  #press: Press | undefined;
  #ghost: HTMLElement | undefined;
  #shield: HTMLElement | undefined;
  #at: Point = { x: 0, y: 0 };
  #frame = 0;
  #letGo: { ticketId: string; box: DOMRect } | undefined;
  /** A press that became a drag is not a click. */
  #swallowClickUntil = 0;

  constructor(view: BoardView, actions: BoardActions) {
    this.#view = view;
    this.#actions = actions;
  }

  /** Attach to the element around all columns. */
  readonly attach = (board: HTMLElement): (() => void) => {
    const on: [EventTarget, string, (event: never) => void, AddEventListenerOptions?][] = [
      [board, 'pointerdown', this.#onDown],
      [board, 'touchmove', this.#onTouchMove, { passive: false }],
      [board, 'contextmenu', this.#onContextMenu],
      [board, 'click', this.#onClick, { capture: true }],
      [window, 'pointermove', this.#onMove],
      [window, 'pointerup', this.#onUp],
      [window, 'pointercancel', this.#onCancel],
      [window, 'keydown', this.#onKey, { capture: true }],
      [window, 'blur', this.#onCancel],
    ];
    for (const [target, type, listener, options] of on)
      target.addEventListener(type, listener as EventListener, options);
    return () => {
      this.#end();
      for (const [target, type, listener, options] of on) {
        target.removeEventListener(type, listener as EventListener, options);
      }
    };
  };

  /** Where the last drag ended, told once: the card slides on from there. */
  takeLetGo(): { ticketId: string; box: DOMRect } | undefined {
    const letGo = this.#letGo;
    this.#letGo = undefined;
    return letGo;
  }

  #onDown = (event: PointerEvent): void => {
    const target = event.target as Element;
    const card = target.closest<HTMLElement>('[data-ticket]');
    const ticketId = card?.dataset['ticket'];
    if (
      !card ||
      ticketId === undefined ||
      event.button !== 0 ||
      this.#press ||
      !this.#view.may('workTickets') ||
      target.closest('button')
    )
      return;
    const box = card.getBoundingClientRect();
    const touch = event.pointerType === 'touch';
    this.#at = { x: event.clientX, y: event.clientY };
    const grip = { x: event.clientX - box.left, y: event.clientY - box.top };
    this.#press = { ticketId, card, pointerId: event.pointerId, touch, from: this.#at, grip };
    if (touch) this.#press.timer = setTimeout(() => this.#begin(), touchHoldMs);
  };

  #onMove = (event: PointerEvent): void => {
    const press = this.#press;
    if (event.pointerId !== press?.pointerId) return;
    this.#at = { x: event.clientX, y: event.clientY };
    if (this.#ghost) return;
    const moved = Math.hypot(event.clientX - press.from.x, event.clientY - press.from.y) > startsAfterPx;
    if (moved && press.touch) this.#end();
    else if (moved) this.#begin();
  };

  #onTouchMove = (event: TouchEvent): void => {
    if (this.#ghost) event.preventDefault();
  };

  #onContextMenu = (event: Event): void => {
    if (this.#press?.touch === true) event.preventDefault();
  };

  #onClick = (event: MouseEvent): void => {
    if (event.timeStamp > this.#swallowClickUntil) return;
    event.preventDefault();
    event.stopPropagation();
  };

  #onUp = (event: PointerEvent): void => {
    if (event.pointerId !== this.#press?.pointerId) return;
    const { ticketId } = this.#press;
    const box = this.#ghost?.getBoundingClientRect();
    const wasDragging = box !== undefined;
    const place = wasDragging ? this.#placeUnder() : null;
    this.#end();
    if (wasDragging) this.#swallowClickUntil = event.timeStamp + 50;
    if (!box || !place || !this.#isElsewhere(ticketId, place)) return;
    this.#letGo = { ticketId, box };
    this.#actions.move(this.#carried(ticketId), place);
    setTimeout(() => (this.#letGo = undefined), 100);
  };

  #onCancel = (): void => this.#end();

  #onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !this.#ghost) return;
    event.preventDefault();
    event.stopPropagation();
    this.#view.app.announcer.say('Not moved.');
    this.#end();
  };

  #onWheel({ deltaX, deltaY }: WheelEvent): void {
    columnAt(this.#at)?.querySelector('[data-scrolls]')?.scrollBy(0, deltaY);
    this.#press?.card.closest('[data-scrolls="across"]')?.scrollBy(deltaX, 0);
  }

  /** All that is selected comes along when the dragged card is part of it. */
  #carried(ticketId: string): readonly string[] {
    return this.#view.selected.has(ticketId) ? [...this.#view.selected] : [ticketId];
  }

  #begin(): void {
    const press = this.#press;
    if (!press) return;
    if (press.touch && 'vibrate' in navigator) navigator.vibrate(10);
    this.#ghost = ghostOf(press.card, this.#carried(press.ticketId).length);
    this.#shield = shieldOver((event) => this.#onWheel(event));
    getSelection()?.removeAllRanges();
    this.#view.carrying = { ticketId: press.ticketId, by: 'pointer', place: null };
    this.#frame = requestAnimationFrame(() => this.#follow());
  }

  #follow(): void {
    const press = this.#press;
    if (!press || !this.#ghost) return;
    const { x, y } = this.#at;
    this.#ghost.style.transform = `translate(${x - press.grip.x}px, ${y - press.grip.y}px) rotate(1.5deg)`;
    scrollNearEdges(press.card, this.#at);
    const place = this.#placeUnder();
    const shown = this.#view.carrying?.place;
    if (shown?.columnId !== place?.columnId || shown?.after !== place?.after) {
      this.#view.carrying = { ticketId: press.ticketId, by: 'pointer', place };
    }
    this.#frame = requestAnimationFrame(() => this.#follow());
  }

  #placeUnder(): DropPlace | null {
    const { y } = this.#at;
    const column = columnAt(this.#at);
    const columnId = column?.dataset['column'];
    if (!column || columnId === undefined) return null;
    const slots = [...column.querySelectorAll<HTMLElement>('[data-slot]')];
    const others = slots.filter((slot) => slot.dataset['slot'] !== this.#press?.ticketId);
    const below = others.findIndex((slot) => {
      const box = slot.getBoundingClientRect();
      return box.top + box.height / 2 > y;
    });
    const above = others.at(below === -1 ? -1 : below - 1);
    return { columnId, after: below === 0 ? null : (above?.dataset['slot'] ?? null) };
  }

  #isElsewhere(ticketId: string, { columnId, after }: DropPlace): boolean {
    if (this.#view.live.ticket(ticketId)?.columnId !== columnId) return true;
    const cards = this.#view.cards(columnId);
    const at = cards.findIndex(({ id }) => id === ticketId);
    return (cards[at - 1]?.id ?? null) !== after && after !== ticketId;
  }

  #end(): void {
    clearTimeout(this.#press?.timer);
    cancelAnimationFrame(this.#frame);
    this.#press = undefined;
    this.#ghost?.remove();
    this.#ghost = undefined;
    this.#shield?.remove();
    this.#shield = undefined;
    if (this.#view.carrying?.by === 'pointer') this.#view.carrying = null;
  }
}

/** Nothing underneath lights up while a card is in hand, and the hand stays closed. */
function shieldOver(onWheel: (event: WheelEvent) => void): HTMLElement {
  const shield = document.createElement('div');
  shield.className = 'drag-shield';
  shield.addEventListener('wheel', onWheel, { passive: true });
  document.body.append(shield);
  return shield;
}

function ghostOf(card: HTMLElement, count: number): HTMLElement {
  const ghost = card.cloneNode(true) as HTMLElement;
  const { width, height } = card.getBoundingClientRect();
  ghost.removeAttribute('data-ticket');
  ghost.setAttribute('aria-hidden', 'true');
  ghost.classList.add('drag-ghost');
  if (count > 1) ghost.dataset['count'] = String(count);
  ghost.style.inlineSize = `${width}px`;
  ghost.style.blockSize = `${height}px`;
  document.body.append(ghost);
  return ghost;
}
