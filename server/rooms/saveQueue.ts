import type { Schedule } from './schedule.ts';

/** Whoever is told how many more of their updates are durable. */
export interface Sender {
  confirm(count: number): void;
}

interface Waiting {
  /** Undefined: nothing to write, yet confirmed only after all that came before it. */
  readonly update: Uint8Array | undefined;
  readonly sender: Sender;
}

type State =
  | { readonly kind: 'idle' }
  /** To be written once this turn's messages are read. */
  | { readonly kind: 'due' }
  | { readonly kind: 'writing' }
  | { readonly kind: 'broken' };

export interface SaveQueueParts {
  readonly schedule: Schedule;
  /** Resolves when the updates are durable. */
  readonly write: (updates: readonly Uint8Array[]) => Promise<void>;
  /** Called once; nothing is written or confirmed afterwards. */
  readonly onBroken: (reason: unknown) => void;
}

/** Updates on their way to the store, in the order they came: one write at a time, carrying all that arrived meanwhile. */
export class SaveQueue {
  readonly #parts: SaveQueueParts;
  #state: State = { kind: 'idle' };
  #waiting: Waiting[] = [];
  #unsavedBytes = 0;
  #onSettled: (() => void)[] = [];

  constructor(parts: SaveQueueParts) {
    this.#parts = parts;
  }

  /** What is not durable yet. */
  get unsavedBytes(): number {
    return this.#unsavedBytes;
  }

  get isSettled(): boolean {
    return this.#state.kind === 'idle' || this.#state.kind === 'broken';
  }

  add(sender: Sender, update?: Uint8Array): void {
    if (this.#state.kind === 'broken') return;
    this.#waiting.push({ update, sender });
    this.#unsavedBytes += update?.length ?? 0;
    if (this.#state.kind === 'idle') this.#writeSoon();
  }

  /** Resolves once everything is durable, or never will be. */
  settled(): Promise<void> {
    if (this.isSettled) return Promise.resolve();
    return new Promise((resolve) => this.#onSettled.push(resolve));
  }

  #writeSoon(): void {
    this.#state = { kind: 'due' };
    this.#parts.schedule.soon(() => void this.#write());
  }

  async #write(): Promise<void> {
    const batch = this.#waiting;
    this.#waiting = [];
    this.#state = { kind: 'writing' };
    const updates = batch.flatMap(({ update }) => update ?? []);
    try {
      if (updates.length > 0) await this.#parts.write(updates);
    } catch (reason) {
      this.#break(reason);
      return;
    }
    for (const update of updates) this.#unsavedBytes -= update.length;
    confirmAll(batch);
    if (this.#waiting.length > 0) this.#writeSoon();
    else this.#settle({ kind: 'idle' });
  }

  #break(reason: unknown): void {
    this.#waiting = [];
    this.#settle({ kind: 'broken' });
    this.#parts.onBroken(reason);
  }

  #settle(state: State): void {
    this.#state = state;
    for (const resolve of this.#onSettled.splice(0)) resolve();
  }
}

/** One message per sender and write, however many updates it carried. */
function confirmAll(batch: readonly Waiting[]): void {
  const counts = new Map<Sender, number>();
  for (const { sender } of batch) counts.set(sender, (counts.get(sender) ?? 0) + 1);
  for (const [sender, count] of counts) sender.confirm(count);
}
