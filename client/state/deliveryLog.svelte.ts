import { Remote } from './remote.svelte.ts';

interface Page<D> {
  readonly deliveries: readonly D[];
  readonly next: string | null;
}

/** What was sent: the latest, kept fresh, and older ones on demand. */
export class DeliveryLog<D extends { readonly id: string }> {
  readonly latest: Remote<Page<D>>;
  readonly #ask: (before?: string) => Promise<Page<D>>;
  #older = $state.raw<readonly D[]>([]);
  #olderNext = $state.raw<string | null>();

  /** `ask` gives a page, latest first: the first one, or the one that follows an id. */
  constructor(ask: (before?: string) => Promise<Page<D>>) {
    this.#ask = ask;
    this.latest = new Remote(() => ask());
  }

  /** Latest first. */
  get all(): readonly D[] {
    const latest = this.latest.value?.deliveries ?? [];
    return [...latest, ...this.#older.filter(({ id }) => !latest.some((one) => one.id === id))];
  }

  get hasOlder(): boolean {
    return this.#next !== null;
  }

  async loadOlder(): Promise<void> {
    const before = this.#next;
    if (before === null) return;
    const page = await this.#ask(before);
    // What has slid out of the latest page meanwhile stays in sight.
    this.#older = [...this.all.slice(this.latest.value?.deliveries.length ?? 0), ...page.deliveries];
    this.#olderNext = page.next;
  }

  get #next(): string | null {
    return this.#olderNext === undefined ? (this.latest.value?.next ?? null) : this.#olderNext;
  }
}
