import type { Removal } from '../../state/removal.ts';
import { type Toasts, toastMs } from '../../state/toasts.svelte.ts';

/** Says that something was removed and how to have it back, for as long as the notice stands. */
export function offerUndo(toasts: Toasts, text: string, removal: Removal): void {
  toasts.show(text, { durationMs: toastMs, action: { label: 'Undo', run: removal.undo } });
  // Notices wait while somebody is about to press them; what is kept for the undo must outlast that.
  setTimeout(removal.forget, 10 * toastMs);
}
