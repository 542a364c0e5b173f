import type { BoardEvent } from '../events.ts';
import type { PersonId } from '../person.ts';
import { type Tag, heldBy } from '../tag.ts';
import type { Ticket } from '../ticket.ts';

/** What joining the swarm does to the tags that ask this person: they are accepted with it, and have joined. */
export function joiningByTag(ticket: Ticket, person: PersonId): BoardEvent[] {
  const asking = (ticket.tags ?? []).filter((tag) => tag.asked.includes(person) && tag.joinedAt === undefined);
  return asking.flatMap((tag) => [
    ...(tag.state === 'raised' ? [accepted(ticket, tag, person)] : []),
    joined(ticket, tag, person),
  ]);
}

/** The first thing that somebody does who has accepted counts as having come, in the swarm or not. */
export function contributingByTag(ticket: Ticket, person: PersonId): BoardEvent[] {
  return heldBy(ticket, person)
    .filter(({ joinedAt }) => joinedAt === undefined)
    .map((tag) => joined(ticket, tag, person));
}

export function accepted({ id: ticketId }: Ticket, { id: tagId }: Tag, person: PersonId) {
  return { type: 'tagAccepted', ticketId, tagId, person } as const;
}

export function joined({ id: ticketId }: Ticket, { id: tagId }: Tag, person: PersonId) {
  return { type: 'tagJoined', ticketId, tagId, person } as const;
}
