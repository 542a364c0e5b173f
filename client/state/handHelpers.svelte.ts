import type { TicketId } from '../../shared/domain/ticket.ts';
import type { HelpersReply } from '../../shared/protocol/helping.ts';
import { request } from '../connection/http.ts';
import { Remote } from './remote.svelte.ts';

/** Whom to ask for help on a ticket; the server knows who has what is asked, who is on, and who helped before. */
export function helpersOf(ticketId: TicketId, skills: readonly string[]): Remote<HelpersReply> {
  const query = skills.length === 0 ? '' : `?skills=${encodeURIComponent(skills.join(','))}`;
  return new Remote(() => request(`/api/v1/tickets/${encodeURIComponent(ticketId)}/helpers${query}`));
}
