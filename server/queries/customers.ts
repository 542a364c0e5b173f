import { isDone, type Ticket } from '../../shared/domain/ticket.ts';
import { type Customer, foldedName } from '../../shared/domain/customer.ts';
import { can } from '../../shared/domain/permissions.ts';
import type { Person } from '../../shared/domain/person.ts';
import { Refusal } from '../../shared/domain/refusals.ts';
import type { CustomerReply, CustomersReply } from '../../shared/protocol/customers.ts';
import type { Boards } from '../boards/boards.ts';
import type { People } from '../boards/people.ts';
import { namesOf } from './customersByName.ts';

export interface FindCustomers {
  readonly q?: string | undefined;
  readonly segment?: string | undefined;
  /** The id of the last one of the page before. */
  readonly after?: string | undefined;
  readonly limit: number;
}

const mostTickets = 100;
const alphabet = new Intl.Collator('en');

type Customers = ReadonlyMap<string, Customer>;
const sorted = new WeakMap<Customers, readonly Customer[]>();

/** Customers by name; every word must occur somewhere in what is known about one. Those that were erased are left out. */
export function findCustomers({ people }: { people: People }, find: FindCustomers): CustomersReply {
  const all = customersByName(people.state.customers);
  const words = foldedName(find.q ?? '')
    .split(' ')
    .filter(Boolean);
  const found = all.filter(
    (customer) =>
      (find.segment === undefined || customer.segment === find.segment) &&
      (words.length === 0 || says(textOf(customer), words)),
  );
  const start = find.after === undefined ? 0 : positionAfter(people.state.customers, found, find.after);
  const customers = found.slice(start, start + find.limit);
  const next = start + find.limit < found.length ? (customers.at(-1)?.id ?? null) : null;
  return { customers, total: found.length, segments: segmentsOf(all), next };
}

/** Those there are, by name. */
export function customersByName(customers: Customers): readonly Customer[] {
  const known = sorted.get(customers);
  if (known) return known;
  const list = [...customers.values()].filter(({ erased }) => !erased).sort(byName);
  sorted.set(customers, list);
  return list;
}

/** One customer with the open tickets that name it, as far as the person may see them. Throws `customerNotFound`. */
export async function readCustomer(
  { people, boards }: { people: People; boards: Boards },
  person: Person,
  id: string,
): Promise<CustomerReply> {
  const customer = customerIn(people, id);
  const mayRead = can(person, 'readBoards') && !customer.erased;
  return { customer, tickets: mayRead ? await openTicketsOf(boards, customer) : [] };
}

/** Throws Refusal `customerNotFound`. */
export function customerIn(people: People, id: string): Customer {
  const customer = people.state.customers.get(id);
  if (!customer) throw new Refusal('customerNotFound', { customer: id });
  return customer;
}

async function openTicketsOf(boards: Boards, customer: Customer): Promise<Ticket[]> {
  const names = new Set(namesOf(customer));
  const tickets: Ticket[] = [];
  for (const id of await boards.ids()) {
    const { state } = await boards.open(id);
    for (const ticket of state.tickets.values()) {
      if (!isDone(ticket.state) && names.has(foldedName(ticket.customer))) tickets.push(ticket);
    }
  }
  return tickets.sort((a, b) => (a.updatedAt < b.updatedAt ? 1 : -1)).slice(0, mostTickets);
}

function byName(a: Customer, b: Customer): number {
  return alphabet.compare(a.name, b.name) || Number(a.id > b.id) - Number(a.id < b.id);
}

/** Behind that customer, also when it does not match any more or was renamed since. */
function positionAfter(customers: Customers, found: readonly Customer[], id: string): number {
  const last = customers.get(id);
  if (!last) throw new Refusal('invalidInput', { field: 'after' });
  const at = found.findIndex((customer) => byName(customer, last) > 0);
  return at === -1 ? found.length : at;
}

function textOf({ name, aliases, plan, segment, contacts }: Customer): string {
  const people = contacts.flatMap((contact) => [contact.name, contact.email, contact.role]);
  return foldedName([name, ...aliases, plan, segment, ...people].join('\n'));
}

function says(text: string, words: readonly string[]): boolean {
  return words.every((word) => text.includes(word));
}

function segmentsOf(customers: readonly Customer[]): string[] {
  const segments = new Set(customers.map(({ segment }) => segment));
  segments.delete('');
  return [...segments].sort((a, b) => alphabet.compare(a, b));
}
