import { type Customer, foldedName } from '../../shared/domain/customer.ts';

type Customers = ReadonlyMap<string, Customer>;

const foldedNames = new WeakMap<Customer, readonly string[]>();
const books = new WeakMap<Customers, CustomerBook>();

/** Everything a customer is called, folded; the name first. */
export function namesOf(customer: Customer): readonly string[] {
  const known = foldedNames.get(customer);
  if (known) return known;
  const names = [...new Set([customer.name, ...customer.aliases].map(foldedName))];
  foldedNames.set(customer, names);
  return names;
}

/** Customers by id and by whatever they are called. */
export class CustomerBook {
  readonly #byId = new Map<string, Customer>();
  readonly #byName = new Map<string, string>();

  constructor(customers: Iterable<Customer>) {
    for (const customer of customers) this.put(customer);
  }

  get(id: string): Customer | undefined {
    return this.#byId.get(id);
  }

  called(name: string): Customer | undefined {
    const customer = this.#byId.get(this.#byName.get(foldedName(name)) ?? '');
    return customer && namesOf(customer).includes(foldedName(name)) ? customer : undefined;
  }

  /** Adds one, or takes the place of what was there under its id. */
  put(customer: Customer): void {
    this.#byId.set(customer.id, customer);
    if (!customer.erased) for (const name of namesOf(customer)) this.#byName.set(name, customer.id);
  }
}

/** The book of customers as they are; made once for each state. */
export function bookOf(customers: Customers): CustomerBook {
  const known = books.get(customers);
  if (known) return known;
  const book = new CustomerBook(customers.values());
  books.set(customers, book);
  return book;
}

/** The customer that a ticket means when it calls one like this. */
export function customerCalled(customers: Customers, called: string): Customer | undefined {
  return bookOf(customers).called(called);
}
