import type { Command } from '../../shared/domain/commands.ts';
import type { Customer } from '../../shared/domain/customer.ts';
import { customerCalled } from '../queries/customersByName.ts';

type Customers = ReadonlyMap<string, Customer>;

/** The segment of the customer that is called like this; undefined when it is not known. */
export function segmentOf(customers: Customers, called: string): string | undefined {
  const segment = customerCalled(customers, called)?.segment;
  return segment === '' ? undefined : segment;
}

/** Pure: a ticket that is opened without a segment gets that of its customer, if the customer is known. */
export function withSegment<C extends Command>(customers: Customers, command: C): C {
  if (command.type !== 'openTicket' || (command.segment ?? '') !== '') return command;
  const segment = segmentOf(customers, command.customer);
  return segment === undefined ? command : { ...command, segment };
}
