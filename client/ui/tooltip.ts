import type { Attachment } from 'svelte/attachments';
import { keyCaps } from './keyCaps.ts';
import { place } from './placement.ts';

const delayMs = 450;
/** Moving along a row of buttons shows the next tooltip at once. */
const warmMs = 300;
let lastHiddenAt = 0;

/** Says what a control does, and its key, on hover and keyboard focus. The control has its own accessible name. */
export function tooltip(text: string, keys?: string): Attachment<HTMLElement> {
  return (element) => {
    let bubble: HTMLElement | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;

    function show(): void {
      if (bubble ?? !element.isConnected) return;
      bubble = bubbleFor(text, keys);
      (element.closest('dialog, [popover]') ?? document.body).append(bubble);
      bubble.showPopover();
      const size = bubble.getBoundingClientRect();
      const { left, top } = place(element.getBoundingClientRect(), size, { align: 'center', gap: 6 });
      bubble.style.left = `${String(left)}px`;
      bubble.style.top = `${String(top)}px`;
    }
    function hide(): void {
      clearTimeout(timer);
      if (bubble) lastHiddenAt = performance.now();
      bubble?.remove();
      bubble = undefined;
    }
    function later(event: PointerEvent): void {
      if (event.pointerType !== 'mouse') return;
      timer = setTimeout(show, performance.now() - lastHiddenAt < warmMs ? 0 : delayMs);
    }
    function onFocus(): void {
      if (element.matches(':focus-visible')) timer = setTimeout(show, delayMs);
    }

    const listeners = {
      pointerenter: later,
      pointerleave: hide,
      pointerdown: hide,
      keydown: hide,
      focus: onFocus,
      blur: hide,
    };
    for (const [type, listener] of Object.entries(listeners)) element.addEventListener(type, listener as EventListener);
    return () => {
      hide();
      for (const [type, listener] of Object.entries(listeners)) {
        element.removeEventListener(type, listener as EventListener);
      }
    };
  };
}

function bubbleFor(text: string, keys: string | undefined): HTMLElement {
  const bubble = document.createElement('div');
  bubble.className = 'tooltip';
  bubble.popover = 'manual';
  bubble.setAttribute('aria-hidden', 'true');
  bubble.append(text);
  for (const cap of keys === undefined ? [] : keyCaps(keys)) {
    const key = document.createElement('kbd');
    key.textContent = cap;
    bubble.append(key);
  }
  return bubble;
}
