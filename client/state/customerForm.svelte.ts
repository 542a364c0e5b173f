import type { Contact, Customer } from '../../shared/domain/customer.ts';
import type { CustomerReply } from '../../shared/protocol/customers.ts';
import { request } from '../connection/http.ts';

/** A customer as it is being written, a new one or one that is known. */
export class CustomerForm {
  name = $state('');
  /** Separated by commas. */
  aliases = $state('');
  plan = $state('');
  segment = $state('');
  healthNote = $state('');
  contacts = $state<Contact[]>([]);
  readonly #customer: Customer | undefined;

  constructor(customer?: Customer) {
    this.#customer = customer;
    if (!customer) return;
    const { name, aliases, plan, segment, healthNote, contacts } = customer;
    this.name = name;
    this.aliases = aliases.join(', ');
    this.plan = plan;
    this.segment = segment;
    this.healthNote = healthNote;
    this.contacts = contacts.map((contact) => ({ ...contact }));
  }

  addContact(): void {
    this.contacts.push({ name: '', email: '', role: '' });
  }

  removeContact(index: number): void {
    this.contacts.splice(index, 1);
  }

  /** What has to be put right before it can be saved. */
  get problems(): { readonly name?: string; readonly contacts?: string } {
    const isNameless = this.#filledContacts().some(({ name }) => name.trim() === '');
    return {
      ...(this.name.trim() === '' && { name: 'Say what the company is called.' }),
      ...(isNameless && { contacts: 'Every contact needs a name.' }),
    };
  }

  /** Throws what the server answers with. */
  async save(): Promise<Customer> {
    const path = this.#customer ? `/${encodeURIComponent(this.#customer.id)}` : '';
    const { customer } = await request<CustomerReply>(`/api/v1/customers${path}`, {
      method: 'POST',
      body: this.#fields(),
    });
    return customer;
  }

  #fields(): Omit<Customer, 'id' | 'erased'> {
    const { name, plan, segment, healthNote } = this;
    return { name, plan, segment, healthNote, aliases: this.#aliasList(), contacts: this.#filledContacts() };
  }

  /** An alias may have a comma in it: one that was there and still stands there is kept whole. */
  #aliasList(): string[] {
    let rest = this.aliases;
    const whole: string[] = [];
    for (const alias of this.#customer?.aliases ?? []) {
      if (!alias.includes(',') || !rest.includes(alias)) continue;
      whole.push(alias);
      rest = rest.replace(alias, '');
    }
    const plain = rest.split(',').map((alias) => alias.trim());
    return [...whole, ...plain.filter((alias) => alias !== '')];
  }

  /** Rows that nothing was written in do not count. */
  #filledContacts(): Contact[] {
    return this.contacts.filter(({ name, email, role }) => (name + email + role).trim() !== '');
  }
}
