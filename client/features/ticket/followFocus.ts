interface Listeners {
  /** Whether the focus is in something that takes text. */
  readonly onediting: (editing: boolean) => void;
  /** Which part of the investigation that is in. */
  readonly onplace: (place: string | null) => void;
}

/** Event handlers for an element around many editors: they tell where somebody writes, and let Escape out of a text. */
export function followFocus({ onediting, onplace }: Listeners) {
  return {
    /** While capturing: an editor tells others of its caret as soon as it hears of the focus itself. */
    onfocusincapture({ target }: FocusEvent): void {
      const writes = takesText(target);
      const place =
        target instanceof Element ? target.closest<HTMLElement>('[data-place]')?.dataset['place'] : undefined;
      onediting(writes);
      onplace(writes ? (place ?? null) : null);
    },
    onfocusout({ relatedTarget }: FocusEvent): void {
      if (relatedTarget instanceof Element) return;
      onediting(false);
      onplace(null);
    },
    /** Before the editors, where Escape selects the block around the caret; fields may have a use of their own for it. */
    onkeydowncapture(event: KeyboardEvent): void {
      if (event.target instanceof Element && event.target.closest('[contenteditable="true"]')) leaveText(event);
    },
    onkeydown: leaveText,
  };
}

/** The keyboard stays where it was, outside the text. */
function leaveText(event: KeyboardEvent): void {
  if (event.key !== 'Escape' || event.isComposing || !takesText(event.target)) return;
  const around = (event.target as Element).closest<HTMLElement>('article[tabindex], section[tabindex], [data-pane]');
  event.stopPropagation();
  event.preventDefault();
  around?.focus({ preventScroll: true });
}

function takesText(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, [contenteditable="true"]') !== null;
}
