import { type Customer, isNamed } from '../../shared/domain/customer.ts';
import type { CustomersReply } from '../../shared/protocol/customers.ts';
import { request } from '../connection/http.ts';

const askAfterMs = 150;
const most = 50;

/** The customer that a ticket means when it calls one like this; undefined when it is not a known one. */
export async function customerNamed(called: string): Promise<Customer | undefined> {
  const query = `q=${encodeURIComponent(called.trim().slice(0, 200))}&limit=200`;
  const { customers } = await request<CustomersReply>(`/api/v1/customers?${query}`);
  return customers.find((customer) => isNamed(customer, called));
}

/** Known customers to suggest while one types. */
export class CustomerNames {
  #names = $state.raw<readonly string[]>([]);

  get names(): readonly string[] {
    return this.#names;
  }

  /** Looks for those that go with what is typed, in a moment. Returns how to give that up. */
  look(text: string): () => void {
    const waiting = setTimeout(() => void this.#ask(text), this.#names.length === 0 ? 0 : askAfterMs);
    return () => {
      clearTimeout(waiting);
    };
  }

  async #ask(text: string): Promise<void> {
    const query = `limit=${String(most)}&q=${encodeURIComponent(text.trim().slice(0, 200))}`;
    // Suggestions are a courtesy: without them one types the name.
    const reply = await request<CustomersReply>(`/api/v1/customers?${query}`).catch(() => undefined);
    if (reply && reply.customers.length > 0) this.#names = reply.customers.map(({ name }) => name);
  }
}
