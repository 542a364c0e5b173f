import { firstContribution, watchingStay } from '../../shared/domain/decisions/contribution.ts';
import { type PersonId, serverPerson } from '../../shared/domain/person.ts';
import { Refusal } from '../../shared/domain/refusals.ts';
import type { TicketId } from '../../shared/domain/ticket.ts';
import type { Boards } from '../boards/boards.ts';
import type { Report } from '../ports/report.ts';

interface Ports {
  readonly boards: Boards;
  readonly report: Report;
}

/**
 * Notes that somebody wrote in the investigation of a ticket they swarm: from then on their stay counts. The first
 * time is recorded once, however many servers see it; after that it is a look at the board in memory.
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
  const stay = ticket && watchingStay(ticket, person);
  if (!stay) return;
  const { joinedAt } = stay;
  await board.record({
    commandId: `contribution:${ticketId}:${person}:${joinedAt}`,
    person: serverPerson,
    entrance: { door: 'server' },
    decide: ({ tickets }) => {
      const now = tickets.get(ticketId);
      const isSame = now !== undefined && watchingStay(now, person)?.joinedAt === joinedAt;
      return isSame ? firstContribution(now, person) : [];
    },
  });
}
