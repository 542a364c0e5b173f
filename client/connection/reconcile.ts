import type { Board } from '../../shared/domain/board.ts';
import type { Ticket } from '../../shared/domain/ticket.ts';

/** A fresh board that keeps the very tickets we had where nothing changed, so that only the rest is drawn again. */
export function reconciled(before: Board | undefined, fresh: Board): Board {
  if (!before) return fresh;
  const tickets = new Map<string, Ticket>();
  for (const [id, ticket] of fresh.tickets) {
    const known = before.tickets.get(id);
    tickets.set(id, known && JSON.stringify(known) === JSON.stringify(ticket) ? known : ticket);
  }
  const isArrangedTheSame = JSON.stringify(before.columns) === JSON.stringify(fresh.columns);
  return { ...fresh, tickets, columns: isArrangedTheSame ? before.columns : fresh.columns };
}
