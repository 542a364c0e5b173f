import { type Customer, erasedCustomer } from './customer.ts';
import type { Entry } from './entry.ts';
import type { OrganisationEvent } from './events.ts';
import type { Person, PersonId } from './person.ts';

/** Everybody and everything that belongs to no single board. */
export interface Organisation {
  readonly people: ReadonlyMap<PersonId, Person>;
  /** By id. */
  readonly customers: ReadonlyMap<string, Customer>;
  readonly seq: number;
}

export function emptyOrganisation(): Organisation {
  return { people: new Map(), customers: new Map(), seq: 0 };
}

/** Pure: the organisation after an entry. */
export function reduceOrganisation(organisation: Organisation, entry: Entry<OrganisationEvent>): Organisation {
  const people = new Map(organisation.people);
  const customers = new Map(organisation.customers);
  for (const event of entry.events) {
    switch (event.type) {
      case 'personAdded':
        people.set(event.person.id, event.person);
        break;
      case 'personChanged': {
        const person = people.get(event.personId);
        if (person) people.set(person.id, changed(person, event));
        break;
      }
      case 'customerAdded':
        customers.set(event.customer.id, event.customer);
        break;
      case 'customerChanged': {
        const customer = customers.get(event.customerId);
        if (customer) customers.set(customer.id, { ...customer, ...event.changes });
        break;
      }
      case 'customerErasing':
        break;
      case 'customerErased':
        if (customers.has(event.customerId)) customers.set(event.customerId, erasedCustomer(event.customerId));
        break;
    }
  }
  return { people, customers, seq: entry.seq };
}

function changed(
  person: Person,
  { changes, without = [] }: Extract<OrganisationEvent, { type: 'personChanged' }>,
): Person {
  const kept = Object.entries(person).filter(([field]) => !without.includes(field as keyof Person));
  return { ...(Object.fromEntries(kept) as unknown as Person), ...changes };
}
