import type { Customer } from '../../shared/domain/customer.ts';

const columns = ['name', 'plan', 'segment', 'health note', 'aliases', 'contact name', 'contact email', 'contact role'];

/** Customers as the rows of a table with a header, in the form that an import reads: a row per contact, at least one. */
export function* customerRows(customers: Iterable<Customer>): Generator<readonly string[]> {
  yield columns;
  for (const { name, plan, segment, healthNote, aliases, contacts } of customers) {
    const [first, ...others] = contacts.map((contact) => [contact.name, contact.email, contact.role]);
    yield [name, plan, segment, healthNote, aliases.map(asPart).join('|'), ...(first ?? ['', '', ''])];
    for (const contact of others) yield [name, '', '', '', '', ...contact];
  }
}

function asPart(alias: string): string {
  return alias.replace(/[\\|]/g, '\\$&');
}
