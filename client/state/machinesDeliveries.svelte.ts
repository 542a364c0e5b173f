import type { DeliveriesReply, Delivery } from '../../shared/protocol/machines.ts';
import { request } from '../connection/http.ts';
import { Remote } from './remote.svelte.ts';

const pageSize = 25;

/** The log of one webhook: its latest deliveries, kept fresh, and older ones on demand. */
export class Deliveries {
  readonly latest: Remote<DeliveriesReply>;
  readonly #path: string;
  #older = $state.raw<readonly Delivery[]>([]);
  #olderNext = $state.raw<string | null>();

  constructor(webhookId: string) {
    this.#path = `/api/v1/webhooks/${encodeURIComponent(webhookId)}/deliveries`;
    this.latest = new Remote(() => request<DeliveriesReply>(`${this.#path}?limit=${pageSize}`));
  }

  /** Latest first. */
  get all(): readonly Delivery[] {
    const latest = this.latest.value?.deliveries ?? [];
    return [...latest, ...this.#older.filter(({ id }) => !latest.some((one) => one.id === id))];
  }

  get hasOlder(): boolean {
    return this.#next !== null;
  }

  async loadOlder(): Promise<void> {
    const before = this.#next;
    if (before === null) return;
    const page = await request<DeliveriesReply>(`${this.#path}?limit=${pageSize}&before=${encodeURIComponent(before)}`);
    // What has slid out of the latest page meanwhile stays in sight.
    this.#older = [...this.all.slice(this.latest.value?.deliveries.length ?? 0), ...page.deliveries];
    this.#olderNext = page.next;
  }

  get #next(): string | null {
    return this.#olderNext === undefined ? (this.latest.value?.next ?? null) : this.#olderNext;
  }
}
