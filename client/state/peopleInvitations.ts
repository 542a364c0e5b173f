import type { Preset } from '../../shared/domain/person.ts';
import type { InvitationMade } from '../../shared/protocol/people.ts';
import { request } from '../connection/http.ts';

const path = '/api/v1/invitations';

export interface WantedInvitation {
  readonly preset: Preset;
  readonly name: string;
  readonly email: string;
  readonly days: number;
}

/** A link to join with; empty name and e-mail are for whoever holds it to say. */
export function invite({ preset, name, email, days }: WantedInvitation): Promise<InvitationMade> {
  const known = { ...(name.trim() !== '' && { name }), ...(email.trim() !== '' && { email }) };
  return request(path, { method: 'POST', body: { purpose: 'join', preset, days, ...known } });
}

/** A link with which somebody sets their password anew; an earlier one stops working. */
export function passwordLink(person: string): Promise<InvitationMade> {
  return request(path, { method: 'POST', body: { purpose: 'password', person } });
}

export async function withdraw(invitation: string): Promise<void> {
  await request(`${path}/${encodeURIComponent(invitation)}`, { method: 'DELETE' });
}
