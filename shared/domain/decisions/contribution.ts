import type { Command } from '../commands.ts';
import type { BoardEvent } from '../events.ts';
import type { PersonId } from '../person.ts';
import type { SwarmStay, Ticket } from '../ticket.ts';

/** What is more than watching, besides writing in the investigation. */
const contributing: ReadonlySet<Command['type']> = new Set([
  'postMessage',
  'editTicket',
  'raiseTag',
  'answerTag',
  'suspectBug',
] satisfies Command['type'][]);

export function isContribution({ type }: Command): boolean {
  return contributing.has(type);
}

/** The stay of somebody who has only watched so far; undefined when they do not swarm, or it counts already. */
export function watchingStay({ swarm }: Pick<Ticket, 'swarm'>, person: PersonId): SwarmStay | undefined {
  return swarm.find((stay) => stay.person === person && stay.contributedAt === undefined);
}

/** From now on the stay of this person costs: once per stay. */
export function firstContribution(ticket: Pick<Ticket, 'id' | 'swarm'>, person: PersonId): BoardEvent[] {
  if (!watchingStay(ticket, person)) return [];
  return [{ type: 'contributionMade', ticketId: ticket.id, person }];
}
