import type { Ticket } from './ticket.ts';

/** What stands where something was erased. */
export const erasedText = '[erased]';
export const erasedCustomerName = 'Erased customer';

/** A ticket with nothing left that tells of its customer; clocks, owner, column and counts stay, so that it can be counted. */
export function erasedTicket(ticket: Ticket): Ticket {
  const { tags } = ticket;
  const rest: { -readonly [K in keyof Ticket]: Ticket[K] } = { ...ticket };
  delete rest.requester;
  return {
    ...rest,
    title: erasedText,
    customer: erasedCustomerName,
    intents: [],
    ...(tags && { tags: tags.map((tag) => ({ ...tag, ask: erasedText })) }),
  };
}

export function isErased({ title, customer }: Ticket): boolean {
  return title === erasedText && customer === erasedCustomerName;
}
