import type { TicketId } from '../../../../shared/domain/ticket.ts';
import type { Toasts } from '../../../state/toasts.svelte.ts';

/** Where a ticket is, for whoever may see it. */
export function linkTo(ticketId: TicketId): string {
  return `${location.origin}/tickets/${ticketId}`;
}

/** Puts the link where it can be pasted from, or says how to get it. */
export async function copyLink(ticketId: TicketId, toasts: Toasts): Promise<void> {
  try {
    await navigator.clipboard.writeText(linkTo(ticketId));
    toasts.show('Link copied', { durationMs: 2_000 });
  } catch {
    toasts.problem('The browser did not allow copying', `Select it and copy by hand: ${linkTo(ticketId)}`);
  }
}
