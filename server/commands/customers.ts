import { type Contact, type Customer, foldedName } from '../../shared/domain/customer.ts';
import { erasedCustomerName } from '../../shared/domain/erase.ts';
import type { OrganisationEvent } from '../../shared/domain/events.ts';
import { can } from '../../shared/domain/permissions.ts';
import { Refusal } from '../../shared/domain/refusals.ts';
import type { Actor } from '../access/principal.ts';
import type { People } from '../boards/people.ts';
import type { NewId } from '../ports/ids.ts';
import { customerIn } from '../queries/customers.ts';
import { type CustomerBook, bookOf } from '../queries/customersByName.ts';

export interface CustomerPorts {
  readonly people: People;
  readonly newId: NewId;
}

export type CustomerEvent = Extract<OrganisationEvent, { type: 'customerAdded' | 'customerChanged' }>;
export type CustomerFields = Omit<Customer, 'id' | 'erased'>;
export type CustomerChange = { readonly [K in keyof CustomerFields]?: CustomerFields[K] | undefined };

/** Throws Refusal `customerExists` when another customer is called like one of its names. */
export async function addCustomer(
  { people, newId }: CustomerPorts,
  { person, entrance }: Actor,
  fields: CustomerFields,
): Promise<Customer> {
  assertMayManage(person);
  const id = newId();
  await people.write({
    commandId: newId(),
    person: person.id,
    entrance,
    decide: ({ customers }) => [addEvent(bookOf(customers), id, fields)],
  });
  return customerIn(people, id);
}

/** Only the named fields change; a name it had before stays one of its aliases, so that its tickets stay its own. */
export async function changeCustomer(
  { people, newId }: CustomerPorts,
  { person, entrance }: Actor,
  { id, change }: { id: string; change: CustomerChange },
): Promise<Customer> {
  assertMayManage(person);
  if (!people.state.customers.has(id)) await people.catchUp();
  await people.write({
    commandId: newId(),
    person: person.id,
    entrance,
    decide: ({ customers }) => {
      const event = changeEvent(bookOf(customers), id, change);
      return event ? [event] : [];
    },
  });
  return customerIn(people, id);
}

/** What makes a new customer. */
export function addEvent(book: CustomerBook, id: string, fields: CustomerFields): CustomerEvent {
  const customer = { id, ...tidied(fields) };
  assertFree(book, customer);
  return { type: 'customerAdded', customer };
}

/** What makes a change happen; undefined when it changes nothing. */
export function changeEvent(book: CustomerBook, id: string, change: CustomerChange): CustomerEvent | undefined {
  const customer = book.get(id);
  if (!customer || customer.erased) throw new Refusal('customerNotFound', { customer: id });
  const wanted = changed(customer, change);
  const fields = Object.keys(wanted).filter(
    (field) => JSON.stringify(wanted[field as keyof Customer]) !== JSON.stringify(customer[field as keyof Customer]),
  );
  if (fields.length === 0) return undefined;
  assertFree(book, wanted);
  const changes = Object.fromEntries(fields.map((field) => [field, wanted[field as keyof Customer]]));
  return { type: 'customerChanged', customerId: id, changes };
}

function changed(customer: Customer, change: CustomerChange): Customer {
  const named = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  const after: Customer = { ...customer, ...named };
  const former = foldedName(after.name) === foldedName(customer.name) ? [] : [customer.name];
  return { id: customer.id, ...tidied({ ...after, aliases: [...after.aliases, ...former] }) };
}

/** As it is kept: no alias twice, none that is the name, line ends as everywhere. */
function tidied({ name, aliases, plan, segment, healthNote, contacts }: CustomerFields): CustomerFields {
  const seen = new Set([foldedName(name)]);
  const others = aliases.filter((alias) => {
    const isNew = !seen.has(foldedName(alias));
    seen.add(foldedName(alias));
    return isNew;
  });
  const note = healthNote.replace(/\r\n?/g, '\n');
  return { name, aliases: others, plan, segment, healthNote: note, contacts: contacts.map(tidiedContact) };
}

function tidiedContact({ name, email, role }: Contact): Contact {
  return { name, email, role };
}

/** A ticket that calls its customer by a name must mean exactly one. */
function assertFree(book: CustomerBook, { id, name, aliases }: Customer): void {
  for (const called of [name, ...aliases]) {
    const other = book.called(called);
    if (other && other.id !== id) {
      throw new Refusal('customerExists', { customer: other.id, reason: `${other.name} is called “${called}” too.` });
    }
    if (foldedName(called) === foldedName(erasedCustomerName)) {
      throw new Refusal('invalidInput', {
        reason: `“${erasedCustomerName}” is what is left of those that were erased.`,
      });
    }
  }
}

export function assertMayManage(person: Actor['person']): void {
  if (!can(person, 'manageCustomers')) throw new Refusal('notAllowed');
}
