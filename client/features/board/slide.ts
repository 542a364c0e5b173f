interface Before {
  readonly boxes: ReadonlyMap<string, DOMRect>;
  readonly columns: ReadonlyMap<string, string | undefined>;
  readonly anchor: { readonly slot: HTMLElement; readonly top: number } | undefined;
}

/** Where a dragged card has been let go. */
export interface LetGo {
  readonly ticketId: string;
  readonly box: DOMRect;
}

const slideMs = 180;
const easing = 'cubic-bezier(0.2, 0.7, 0.2, 1)';
/** In a stream of changes sliding would be a blur: then cards just are where they belong. */
const atMostEveryMs = 120;
const mostFlying = 8;

/** Lets cards slide to where a change puts them, and keeps what is under the pointer or the focus in its place. */
export class Slide {
  #before: Before | undefined;
  #lastAt = 0;

  /** Right before the page changes; `pointedId` and the focus stay where they are when somebody else caused it. */
  measure(board: HTMLElement, causedByOthers: boolean, pointedId: string | null): void {
    const at = performance.now();
    const isStream = at - this.#lastAt < atMostEveryMs;
    this.#lastAt = at;
    const slots = isStream || prefersStillness() ? [] : visibleSlots(board);
    const anchor = causedByOthers ? anchorIn(board, pointedId) : undefined;
    this.#before = {
      boxes: new Map(slots.map((slot) => [idOf(slot), slot.getBoundingClientRect()])),
      columns: new Map(slots.map((slot) => [idOf(slot), columnOf(slot)])),
      anchor: anchor && { slot: anchor, top: anchor.getBoundingClientRect().top },
    };
  }

  /** Right after. `from` is where a card that was dragged has been let go. */
  play(board: HTMLElement, from?: LetGo): void {
    const before = this.#before;
    this.#before = undefined;
    if (!before) return;
    if (before.anchor) keepInPlace(before.anchor);
    if (before.boxes.size === 0) return;
    const moved = visibleSlots(board).flatMap((slot) => moveOf(slot, before, from) ?? []);
    for (const { slot, was, is } of moved.filter(({ flies }) => !flies)) slideFrom(slot, was, is);
    for (const { slot, was, is } of moved.filter(({ flies }) => flies).slice(0, mostFlying)) fly(slot, was, is);
  }
}

interface Move {
  readonly slot: HTMLElement;
  readonly was: DOMRect;
  readonly is: DOMRect;
  /** From one column to another, or out of somebody's hand. */
  readonly flies: boolean;
}

function moveOf(slot: HTMLElement, before: Before, from: LetGo | undefined): Move | undefined {
  const id = idOf(slot);
  const isLetGo = from?.ticketId === id;
  const was = isLetGo ? from.box : before.boxes.get(id);
  const is = slot.getBoundingClientRect();
  if (!was || (Math.abs(was.left - is.left) < 1 && Math.abs(was.top - is.top) < 1)) return undefined;
  return { slot, was, is, flies: isLetGo || before.columns.get(id) !== columnOf(slot) };
}

function slideFrom(slot: HTMLElement, was: DOMRect, is: DOMRect): void {
  const offset = `translate(${was.left - is.left}px, ${was.top - is.top}px)`;
  slot.animate([{ transform: offset }, { transform: 'none' }], { duration: slideMs, easing });
}

/** Between columns a copy flies on top, because columns cut off what leaves them. */
function fly(slot: HTMLElement, was: DOMRect, is: DOMRect): void {
  const copy = slot.firstElementChild?.cloneNode(true);
  if (!(copy instanceof HTMLElement)) return;
  copy.removeAttribute('data-ticket');
  copy.setAttribute('aria-hidden', 'true');
  copy.classList.add('drag-ghost', 'flying');
  copy.style.inlineSize = `${is.width}px`;
  copy.style.blockSize = `${is.height}px`;
  document.body.append(copy);
  const frames = [was, is].map(({ left, top }) => ({ transform: `translate(${left}px, ${top}px)` }));
  slot.style.opacity = '0';
  const animation = copy.animate(frames, { duration: slideMs, easing, fill: 'forwards' });
  animation.onfinish = animation.oncancel = () => {
    slot.style.opacity = '';
    copy.remove();
  };
}

function keepInPlace({ slot, top }: { slot: HTMLElement; top: number }): void {
  const scroller = slot.closest<HTMLElement>('[data-scrolls="along"]');
  if (!slot.isConnected || !scroller) return;
  scroller.scrollTop += slot.getBoundingClientRect().top - top;
  const missing = top - slot.getBoundingClientRect().top;
  if (missing < 1) return;
  // Scrolled to its end already: some space on top holds it until the pointer leaves.
  const space = Number.parseFloat(scroller.style.paddingBlockStart || '0');
  scroller.style.paddingBlockStart = `${space + missing}px`;
  scroller.addEventListener('pointerleave', () => (scroller.style.paddingBlockStart = ''), { once: true });
}

function anchorIn(board: HTMLElement, pointedId: string | null): HTMLElement | undefined {
  const pointed =
    pointedId === null ? null : board.querySelector<HTMLElement>(`[data-slot="${CSS.escape(pointedId)}"]`);
  return pointed ?? document.activeElement?.closest<HTMLElement>('[data-slot]') ?? undefined;
}

function visibleSlots(board: HTMLElement): HTMLElement[] {
  return [...board.querySelectorAll<HTMLElement>('[data-slot]')].filter((slot) => {
    const { top, bottom, left, right } = slot.getBoundingClientRect();
    return bottom > 0 && top < innerHeight && right > 0 && left < innerWidth;
  });
}

function idOf(slot: HTMLElement): string {
  return slot.dataset['slot'] ?? '';
}

function columnOf(slot: HTMLElement): string | undefined {
  return slot.closest<HTMLElement>('[data-column]')?.dataset['column'];
}

function prefersStillness(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}
