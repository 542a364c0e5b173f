import type { KeptDelivery } from '../commands/webhookDeliveries.ts';

/** What waits to be sent for one webhook: of each ticket only the first may go, so that a ticket's story keeps its order. */
export class Waiting {
  readonly #byTicket = new Map<string, KeptDelivery[]>();
  #size = 0;

  constructor(deliveries: readonly KeptDelivery[]) {
    for (const delivery of [...deliveries].sort((a, b) => a.place - b.place)) this.add(delivery);
  }

  get size(): number {
    return this.#size;
  }

  add(delivery: KeptDelivery): void {
    const ticketId = delivery.ticketId ?? '';
    const line = this.#byTicket.get(ticketId) ?? [];
    line.push(delivery);
    this.#byTicket.set(ticketId, line);
    this.#size += 1;
  }

  /** Those that may go now. */
  due(now: string): KeptDelivery[] {
    return this.#firsts().filter(({ nextTryAt }) => nextTryAt === null || nextTryAt <= now);
  }

  /** When the next one may go; null when nothing waits. */
  nextDueAt(): string | null {
    const times = this.#firsts().map(({ nextTryAt }) => nextTryAt ?? '');
    return times.sort()[0] ?? null;
  }

  /** The first of its ticket is as this now; undefined: it no longer waits. */
  settle({ ticketId }: KeptDelivery, now: KeptDelivery | undefined): void {
    const line = this.#byTicket.get(ticketId ?? '');
    if (!line) return;
    if (now) {
      line[0] = now;
      return;
    }
    line.shift();
    this.#size -= 1;
    if (line.length === 0) this.#byTicket.delete(ticketId ?? '');
  }

  #firsts(): KeptDelivery[] {
    return [...this.#byTicket.values()].flatMap((line) => line.slice(0, 1));
  }
}
