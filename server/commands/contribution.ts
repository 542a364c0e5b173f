import { firstContribution, watchingStay } from '../../shared/domain/decisions/contribution.ts';
import { contributingByTag } from '../../shared/domain/decisions/tagSteps.ts';
import type { BoardEvent } from '../../shared/domain/events.ts';
import { type PersonId, serverPerson } from '../../shared/domain/person.ts';
import { Refusal } from '../../shared/domain/refusals.ts';
import type { Ticket, TicketId } from '../../shared/domain/ticket.ts';
import type { Boards } from '../boards/boards.ts';
import type { Report } from '../ports/report.ts';

interface Ports {
  readonly boards: Boards;
  readonly report: Report;
}

/**
 * Notes that somebody wrote in the investigation: from then on their stay in the swarm counts, and whoever was tagged has
 * come. Recorded the first time only, however many servers see it; after that it is a look at the board in memory.
 */
export function contributions(ports: Ports): (ticketId: TicketId, person: PersonId) => void {
  const recording = new Set<string>();
  return (ticketId, person) => {
    const key = `${ticketId} ${person}`;
    if (recording.has(key)) return;
    recording.add(key);
    record(ports, ticketId, person)
      .catch((reason: unknown) => {
        // What they write next tells it again.
        if (!(reason instanceof Refusal)) ports.report(reason, 'recording a contribution');
      })
      .finally(() => recording.delete(key));
  };
}

async function record({ boards }: Ports, ticketId: TicketId, person: PersonId): Promise<void> {
  const board = await boards.ofTicket(ticketId);
  const ticket = board.state.tickets.get(ticketId);
  if (!ticket || newsOf(ticket, person).length === 0) return;
  const { joinedAt = '' } = watchingStay(ticket, person) ?? {};
  const tags = contributingByTag(ticket, person).map((event) => ('tagId' in event ? event.tagId : ''));
  await board.record({
    commandId: ['contribution', ticketId, person, joinedAt, ...tags].join(':'),
    person: serverPerson,
    entrance: { door: 'server' },
    decide: ({ tickets }) => {
      const now = tickets.get(ticketId);
      return now ? newsOf(now, person) : [];
    },
  });
}

function newsOf(ticket: Ticket, person: PersonId): BoardEvent[] {
  return [...contributingByTag(ticket, person), ...firstContribution(ticket, person)];
}
