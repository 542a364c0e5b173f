import type { TagTarget } from '../../shared/domain/tag.ts';
import type { TicketId } from '../../shared/domain/ticket.ts';
import type { TagCheckReply, TagTargetsReply } from '../../shared/protocol/tagging.ts';
import type { RotasReply } from '../../shared/protocol/rotas.ts';
import { request } from '../connection/http.ts';

interface Wish {
  readonly target: TagTarget;
  /** Customer blocked, no time. */
  readonly blocked: boolean;
}

/** What can be tagged besides people. */
export function askTagTargets(): Promise<TagTargetsReply> {
  return request('/api/v1/tag-targets');
}

/** Who is on a rota: whoever is asked may suggest them, also without knowing them from a ticket. */
export async function askRotaPeople(): Promise<RotasReply['people']> {
  const { people } = await request<RotasReply>('/api/v1/rotas');
  return people;
}

/** What raising this tag would mean now. */
export function askTagCheck(ticketId: TicketId, { target, blocked }: Wish): Promise<TagCheckReply> {
  const query = new URLSearchParams({ ...target, blocked: blocked ? '1' : '0' });
  return request(`/api/v1/tickets/${encodeURIComponent(ticketId)}/tag-check?${query.toString()}`);
}
