import { can } from './permissions.ts';
import type { Person, PersonId } from './person.ts';
import type { Ticket } from './ticket.ts';

type Spoken = Pick<Ticket, 'owner' | 'play'>;

/**
 * Who speaks to the customer: the owner and, while a severity-1 play is on, its communicator. Nobody in particular while
 * nobody owns the ticket.
 */
export function voicesOf({ owner, play }: Spoken): readonly PersonId[] {
  if (owner === null) return [];
  const communicator = play?.kind === 'severity1' ? play.communicator : undefined;
  return communicator === undefined || communicator === owner ? [owner] : [owner, communicator];
}

/** Whether somebody may write to the customer now; without an owner anybody who works tickets may. */
export function maySpeak(ticket: Spoken, person: Person): boolean {
  if (!can(person, 'workTickets')) return false;
  const voices = voicesOf(ticket);
  return voices.length === 0 || voices.includes(person.id);
}
