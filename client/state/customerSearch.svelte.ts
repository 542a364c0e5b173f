import type { CustomersReply } from '../../shared/protocol/customers.ts';
import { request } from '../connection/http.ts';
import { Remote } from './remote.svelte.ts';

const pageSize = 100;

/** The list of customers as one looks through it. Changing what is looked for asks for the first page again. */
export class CustomerSearch {
  /** As typed. */
  words = $state('');
  /** Empty: all. */
  segment = $state('');
  /** Of what is shown, which may be a moment older than what is typed. */
  #isAnswerFiltered = $state(false);
  /** How many are shown; the server gives at most so many at once. */
  #pages = $state(1);
  readonly remote = new Remote(() => this.#ask());

  /** What is looked for, as one value to react to. */
  readonly looksFor = $derived(JSON.stringify([this.words.trim(), this.segment]));

  get hasMore(): boolean {
    return this.remote.value?.next !== null && this.remote.value !== undefined;
  }

  get isFiltered(): boolean {
    return this.#isAnswerFiltered || this.#isAsking;
  }

  get #isAsking(): boolean {
    return this.words.trim() !== '' || this.segment !== '';
  }

  /** What the address says is looked for; what is being typed stays as it is typed. */
  lookFor(query: URLSearchParams): void {
    const words = query.get('q') ?? '';
    if (this.words.trim() !== words) this.words = words;
    this.segment = query.get('segment') ?? '';
  }

  /** The same for the address. */
  get inAddress(): { readonly q: string | null; readonly segment: string | null } {
    return { q: this.words.trim() || null, segment: this.segment || null };
  }

  clear(): void {
    this.words = '';
    this.segment = '';
  }

  startOver(): Promise<void> {
    this.#pages = 1;
    return this.remote.load();
  }

  more(): Promise<void> {
    this.#pages += 1;
    return this.remote.load();
  }

  async #ask(): Promise<CustomersReply> {
    const isFiltered = this.#isAsking;
    let reply = await this.#page(null);
    for (let page = 1; page < this.#pages && reply.next !== null; page += 1) {
      const next = await this.#page(reply.next);
      reply = { ...next, customers: [...reply.customers, ...next.customers] };
    }
    this.#isAnswerFiltered = isFiltered;
    return reply;
  }

  #page(after: string | null): Promise<CustomersReply> {
    const asked = {
      limit: String(pageSize),
      ...(this.words.trim() !== '' && { q: this.words.trim() }),
      ...(this.segment !== '' && { segment: this.segment }),
      ...(after !== null && { after }),
    };
    const query = Object.entries(asked).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
    return request(`/api/v1/customers?${query.join('&')}`);
  }
}
