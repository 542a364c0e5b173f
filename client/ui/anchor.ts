/** What a floating layer opens at: an element, or a point in the window. */
export type Anchor = Element | { readonly left: number; readonly top: number };

/** How the owner of a popover opens and closes it. */
export interface PopoverHandle {
  show: (anchor: Anchor) => Promise<void>;
  hide: () => void;
}

/** The element a listener was put on, to open something at. */
export function anchorOf(event: Event): Element {
  return event.currentTarget as Element;
}
