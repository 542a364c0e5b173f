import { type Priority, type Ticket, priorities } from '../../../shared/domain/ticket.ts';
import type { QueryChanges } from '../../state/query.ts';

/** `me` and `none` stand for whoever looks, and for nobody: such an address can be passed on. */
export interface Filters {
  readonly owners: readonly string[];
  readonly customers: readonly string[];
  readonly priorities: readonly Priority[];
  readonly intents: readonly string[];
  readonly products: readonly string[];
  /** Only what somebody suspects a bug behind: the part of the shadow queue that is on this board. */
  readonly bug: boolean;
  readonly text: string;
}

const names = {
  owners: 'owner',
  customers: 'customer',
  priorities: 'priority',
  intents: 'intent',
  products: 'product',
} as const;
export type FilterField = keyof typeof names;
export const filterFields = Object.keys(names) as readonly FilterField[];

export function readFilters(query: URLSearchParams): Filters {
  return {
    owners: query.getAll(names.owners),
    customers: query.getAll(names.customers),
    priorities: query.getAll(names.priorities).filter(isPriority),
    intents: query.getAll(names.intents),
    products: query.getAll(names.products),
    bug: query.get('bug') === '1',
    text: query.get('q') ?? '',
  };
}

/** The part of the address that says the same. */
export function writeFilters(filters: Filters): QueryChanges {
  const lists = Object.fromEntries(filterFields.map((field) => [names[field], filters[field]]));
  return { ...lists, bug: filters.bug ? '1' : null, q: filters.text === '' ? null : filters.text };
}

export const noFilters: Filters = {
  ...{ owners: [], customers: [], priorities: [], intents: [], products: [] },
  ...{ bug: false, text: '' },
};

export function isFiltering(filters: Filters): boolean {
  return filters.text !== '' || filters.bug || filterFields.some((field) => filters[field].length > 0);
}

export function toggled(filters: Filters, field: FilterField, value: string): Filters {
  const values: readonly string[] = filters[field];
  const next = values.includes(value) ? values.filter((one) => one !== value) : [...values, value];
  return { ...filters, [field]: next };
}

/** The tickets that pass, in the same order; the very same list when nothing is filtered. */
export function filtered(tickets: readonly Ticket[], filters: Filters, me: string | undefined): readonly Ticket[] {
  if (!isFiltering(filters)) return tickets;
  const words = filters.text.toLowerCase().split(/\s+/).filter(Boolean);
  return tickets.filter((ticket) => passes(ticket, filters, me) && words.every((word) => says(ticket).includes(word)));
}

function passes(ticket: Ticket, filters: Filters, me: string | undefined): boolean {
  const { owners, customers, priorities: levels, intents, products, bug } = filters;
  return (
    (!bug || ticket.bug !== undefined) &&
    any(owners, (owner) => ticket.owner === (owner === 'none' ? null : owner === 'me' ? me : owner)) &&
    any(customers, (customer) => ticket.customer === customer) &&
    any(levels, (level) => ticket.priority === level) &&
    any(intents, (intent) => ticket.intents.includes(intent)) &&
    any(products, (product) => ticket.product === product)
  );
}

function any<T>(wanted: readonly T[], is: (one: T) => boolean): boolean {
  return wanted.length === 0 || wanted.some(is);
}

const said = new WeakMap<Ticket, string>();

/** What a search looks at, kept as long as the ticket stays as it is. */
function says(ticket: Ticket): string {
  const known = said.get(ticket);
  if (known !== undefined) return known;
  const { id, title, customer, requester = '', product = '', intents } = ticket;
  const text = [id, title, customer, requester, product, ...intents].join('\n').toLowerCase();
  said.set(ticket, text);
  return text;
}

function isPriority(text: string): text is Priority {
  return (priorities as readonly string[]).includes(text);
}
