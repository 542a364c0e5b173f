import type { TicketId } from '../../../../shared/domain/ticket.ts';
import type { Toasts } from '../../../state/toasts.svelte.ts';

const prefix = '#moment-';

/** The moment that the address names, if it names one. */
export function momentInAddress(): string | undefined {
  if (!location.hash.startsWith(prefix)) return undefined;
  try {
    return decodeURIComponent(location.hash.slice(prefix.length));
  } catch {
    return undefined;
  }
}

/** Puts a link that leads to the moment where it can be pasted from, or says how to get it. */
export async function copyMomentLink(ticketId: TicketId, moment: string, toasts: Toasts): Promise<void> {
  const link = `${location.origin}/tickets/${ticketId}${prefix}${encodeURIComponent(moment)}`;
  try {
    await navigator.clipboard.writeText(link);
    toasts.show('Link to this moment copied', { durationMs: 2_000 });
  } catch {
    toasts.problem('The browser did not allow copying', `Select it and copy by hand: ${link}`);
  }
}

/** Has the browser save what the server writes; the page stays. */
export function saveTimeline(ticketId: TicketId, ending: 'md' | 'csv' | 'json'): void {
  const link = document.createElement('a');
  link.href = `/api/v1/tickets/${encodeURIComponent(ticketId)}/timeline.${ending}`;
  link.download = '';
  link.click();
}

/** Brings a moment that is drawn into view and marks it for a while; false when it is not on the page. */
export function showMoment(moment: string): boolean {
  const element = document.querySelector(`[data-moment="${CSS.escape(moment)}"]`);
  if (!(element instanceof HTMLElement)) return false;
  element.scrollIntoView({ block: 'center' });
  element.focus({ preventScroll: true });
  element.dataset['revealed'] = 'true';
  setTimeout(() => delete element.dataset['revealed'], 2_500);
  return true;
}
