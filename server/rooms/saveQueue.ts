import type { PersonId } from '../../shared/domain/person.ts';
import type { Claim } from '../ports/documents.ts';
import type { Schedule } from './schedule.ts';
import type { Span } from './updateStructure.ts';

/** Whoever is told how many more of their updates are durable. */
export interface Sender {
  confirm(count: number): void;
  /** What they sent was somebody else's to say. */
  refuse(): void;
}

/** An update that was taken in and is to be written. */
export interface Accepted {
  readonly update: Uint8Array;
  /** The message that carries it on to others. */
  readonly frame: Uint8Array;
  /** Of all the clients it brings something of. */
  readonly claims: readonly Claim[];
  readonly brings: readonly Span[];
  readonly sender: Sender;
  readonly person: PersonId;
}

/** Whoever is to know who works in a document. */
export interface WrittenListener {
  /** Something of theirs has become durable: told once per write, however many updates it carried. Must not throw. */
  readonly onWritten?: (ticketId: string, person: PersonId) => void;
}

export function writersOf(batch: readonly Accepted[]): ReadonlySet<PersonId> {
  return new Set(batch.map(({ person }) => person));
}

interface Waiting {
  /** Undefined: nothing to write, yet confirmed only after all that came before it. */
  readonly accepted: Accepted | undefined;
  readonly sender: Pick<Sender, 'confirm'>;
  /** Told when it will never be durable. */
  readonly fail?: (reason: unknown) => void;
}

type State =
  | { readonly kind: 'idle' }
  /** To be written once this turn's messages are read. */
  | { readonly kind: 'due' }
  | { readonly kind: 'writing' }
  | { readonly kind: 'broken'; readonly reason: unknown };

export interface SaveQueueParts {
  readonly schedule: Schedule;
  /** Resolves when the updates are durable and passed on. */
  readonly write: (batch: readonly Accepted[]) => Promise<void>;
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

  add(accepted: Accepted): void {
    if (this.#state.kind === 'broken') return;
    this.#unsavedBytes += accepted.update.length;
    this.#enqueue({ accepted, sender: accepted.sender });
  }

  /** Judges anew what has not gone to the store yet; undefined leaves it out. */
  revise(judge: (accepted: Accepted) => Accepted | undefined): void {
    this.#waiting = this.#waiting.map((waiting) => {
      const { accepted } = waiting;
      if (!accepted) return waiting;
      const revised = judge(accepted);
      this.#unsavedBytes += (revised?.update.length ?? 0) - accepted.update.length;
      return { ...waiting, accepted: revised };
    });
  }

  /** The sender is told as soon as all that was added before is durable. */
  confirmLater(sender: Sender): void {
    this.#enqueue({ accepted: undefined, sender });
  }

  /** Resolves once what was added so far is durable; rejects when it never will be. */
  async written(): Promise<void> {
    if (this.#state.kind === 'idle') return;
    if (this.#state.kind === 'broken') throw this.#state.reason;
    await new Promise<void>((resolve, reject) => {
      const confirm = () => {
        resolve();
      };
      this.#enqueue({ accepted: undefined, sender: { confirm }, fail: reject });
    });
  }

  /** Resolves once everything is durable, or never will be. */
  settled(): Promise<void> {
    if (this.isSettled) return Promise.resolve();
    return new Promise((resolve) => this.#onSettled.push(resolve));
  }

  #enqueue(waiting: Waiting): void {
    if (this.#state.kind === 'broken') return;
    this.#waiting.push(waiting);
    if (this.#state.kind === 'idle') this.#writeSoon();
  }

  #writeSoon(): void {
    this.#state = { kind: 'due' };
    this.#parts.schedule.soon(() => void this.#write());
  }

  async #write(): Promise<void> {
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#state = { kind: 'writing' };
    const batch = waiting.flatMap(({ accepted }) => accepted ?? []);
    try {
      if (batch.length > 0) await this.#parts.write(batch);
    } catch (reason) {
      this.#break(reason, [...waiting, ...this.#waiting]);
      return;
    }
    for (const { update } of batch) this.#unsavedBytes -= update.length;
    confirmAll(waiting);
    if (this.#waiting.length > 0) this.#writeSoon();
    else this.#settle({ kind: 'idle' });
  }

  #break(reason: unknown, lost: readonly Waiting[]): void {
    this.#waiting = [];
    this.#settle({ kind: 'broken', reason });
    for (const { fail } of lost) fail?.(reason);
    this.#parts.onBroken(reason);
  }

  #settle(state: State): void {
    this.#state = state;
    for (const resolve of this.#onSettled.splice(0)) resolve();
  }
}

/** One message per sender and write, however many updates it carried. */
function confirmAll(batch: readonly Waiting[]): void {
  const counts = new Map<Pick<Sender, 'confirm'>, number>();
  for (const { sender } of batch) counts.set(sender, (counts.get(sender) ?? 0) + 1);
  for (const [sender, count] of counts) sender.confirm(count);
}
