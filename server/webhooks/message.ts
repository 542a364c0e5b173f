import type { Column } from '../../shared/domain/column.ts';
import type { Ticket } from '../../shared/domain/ticket.ts';
import type { Occurrence } from './topics.ts';

/** What a message needs to know beyond what happened. */
export interface Surroundings {
  readonly board: { readonly id: string; readonly title: string; readonly columns: readonly Column[] };
  readonly nameOf: (personId: string) => string;
  /** Where people open the board, without a slash at its end. */
  readonly address: string;
}

/** The body of a message, as docs/WEBHOOKS.md describes it. */
export function messageOf(id: string, { topic, ticket, at, by, data }: Occurrence, around: Surroundings): string {
  const { board, nameOf } = around;
  return JSON.stringify({
    id,
    topic,
    at,
    board: { id: board.id, title: board.title },
    ticket: factsOf(ticket, around),
    by: { id: by, name: nameOf(by) },
    data,
  });
}

/** Sent when somebody wants to see whether it arrives. */
export function testMessage(id: string, at: string): string {
  return JSON.stringify({ id, topic: 'test', at, data: { text: 'A test from Swarmboard.' } });
}

function factsOf(ticket: Ticket, { board, nameOf, address }: Surroundings) {
  const { id, number, title, customer, segment, requester, product, intents, priority, state, owner } = ticket;
  const { openedAt, updatedAt, resolvedAt, version, columnId } = ticket;
  const column = { id: columnId, title: board.columns.find((one) => one.id === columnId)?.title ?? columnId };
  return {
    id,
    number,
    title,
    customer,
    segment,
    requester,
    product,
    intents,
    priority,
    state,
    column,
    owner: owner === null ? null : { id: owner, name: nameOf(owner) },
    openedAt,
    updatedAt,
    resolvedAt,
    version,
    url: `${address}/tickets/${id}`,
  };
}
