/** A company we support. Tickets name their customer by `name` or by one of the `aliases`, in any case. */
export interface Customer {
  readonly id: string;
  readonly name: string;
  /** Names it had before, or that an import uses for it. */
  readonly aliases: readonly string[];
  readonly plan: string;
  readonly segment: string;
  /** What somebody who helps this customer today has to know about how things stand with them. */
  readonly healthNote: string;
  readonly contacts: readonly Contact[];
  readonly erased?: true;
}

export interface Contact {
  readonly name: string;
  readonly email: string;
  readonly role: string;
}

/** The name by which customers are told apart. */
export function foldedName(name: string): string {
  return name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
}

/** Whether a ticket that names its customer like this is about this one. */
export function isNamed({ name, aliases }: Pick<Customer, 'name' | 'aliases'>, called: string): boolean {
  const wanted = foldedName(called);
  return [name, ...aliases].some((one) => foldedName(one) === wanted);
}

/** What is left of a customer whose data was erased: that there was one. */
export function erasedCustomer(id: string): Customer {
  return {
    id,
    name: 'Erased customer',
    aliases: [],
    plan: '',
    segment: '',
    healthNote: '',
    contacts: [],
    erased: true,
  };
}
