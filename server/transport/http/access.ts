import { can } from '../../../shared/domain/permissions.ts';
import { Refusal } from '../../../shared/domain/refusals.ts';
import type { Principal } from '../../access/principal.ts';
import { findTicket } from '../../queries/readTicket.ts';
import type { Inside } from '../doors.ts';
import type { Route } from './route.ts';

interface Asked {
  readonly principal: Principal | undefined;
  readonly params: Readonly<Record<string, string>>;
}

/** Whether somebody may ask this at all. What they may not see is refused exactly as if it were not there. */
export async function assertMayAsk(inside: Inside, { access }: Route, { principal, params }: Asked): Promise<void> {
  if (access === 'anyone' || access === 'signed') return;
  if (!principal) throw new Refusal('signInNeeded');
  const { person } = principal;
  switch (access) {
    case 'person':
      return;
    case 'board':
      if (!can(person, 'readBoards')) throw new Refusal('boardNotFound', { board: params['board'] });
      return;
    case 'ticket': {
      const ticketId = params['ticket'] ?? '';
      const { ticket } = await findTicket(inside, ticketId);
      if (!can(person, 'readTicket', { ticket })) throw new Refusal('ticketNotFound', { ticketId });
      return;
    }
    default:
      if (!can(person, access)) throw new Refusal('notAllowed');
  }
}
