import type { AnyEvent, Entrance, Entry } from '../../shared/domain/entry.ts';
import type { PersonId } from '../../shared/domain/person.ts';
import { Refusal } from '../../shared/domain/refusals.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';

/** A state that is nothing but its log, reduced. */
export interface Reduced {
  readonly seq: number;
}

export interface LiveLogOptions<S extends Reduced, E extends AnyEvent> {
  readonly id: string;
  readonly log: Log;
  readonly clock: Clock;
  /** Where to start from: a snapshot, or the empty state. */
  readonly initial: S;
  readonly reduce: (state: S, entries: readonly Entry<E>[]) => S;
}

/** A wish to write: decided against the latest state, as often as it takes to win the next seq. */
export interface Wish<S, E> {
  readonly commandId: string;
  readonly person: PersonId;
  readonly entrance?: Entrance | undefined;
  /** Throws a Refusal, or gives the events; none means there is nothing to do. */
  readonly decide: (state: S, at: string) => readonly E[];
}

/** What was appended, with the state before it. */
export type Listener<S, E> = (entries: readonly Entry<E>[], before: S, after: S) => void;

interface Waiting<S, E> extends Wish<S, E> {
  readonly resolve: (seq: number) => void;
  readonly reject: (reason: unknown) => void;
}

const pageSize = 1000;
const batchSize = 256;

/**
 * One log, live: load, decide, append, tell. Wishes are decided one after the other and appended in batches; inserting
 * an entry is the commit, so nobody hears of a change that is not durable. Losing the race for a seq means catching up
 * and deciding again; a commandId that was carried out before is answered with its first seq.
 */
export class LiveLog<S extends Reduced, E extends AnyEvent> {
  readonly id: string;
  #state: S;
  readonly #options: LiveLogOptions<S, E>;
  readonly #listeners = new Set<Listener<S, E>>();
  #waiting: Waiting<S, E>[] = [];
  #working = false;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: LiveLogOptions<S, E>) {
    this.id = options.id;
    this.#options = options;
    this.#state = options.initial;
  }

  get state(): S {
    return this.#state;
  }

  listen(listener: Listener<S, E>): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves to the seq at which the wish took effect, once that is durable. */
  write(wish: Wish<S, E>): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ ...wish, resolve, reject });
      if (!this.#working) void this.#work();
    });
  }

  /** Reads what others have appended since. */
  catchUp(): Promise<void> {
    return this.#inTurn(() => this.#readOn());
  }

  async #work(): Promise<void> {
    this.#working = true;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, batchSize);
      await this.#inTurn(() => this.#carryOut(batch)).catch(async (reason: unknown) => {
        for (const wish of batch) wish.reject(reason);
        // Some of it may have been written all the same: what follows must not be decided on an old state.
        await this.catchUp().catch(() => undefined);
      });
    }
    this.#working = false;
  }

  async #carryOut(batch: Waiting<S, E>[]): Promise<void> {
    const { winners, entries } = await this.#decide(batch);
    if (entries.length === 0) return;
    const { appended, conflict } = await this.#options.log.append(entries);
    this.#advance(entries.slice(0, appended));
    winners.slice(0, appended).forEach((wish, index) => {
      wish.resolve(entries[index]?.seq ?? this.#state.seq);
    });
    const left = winners.slice(appended);
    if (conflict === 'command') await this.#answerRepeated(left.shift());
    if (conflict !== null) await this.#readOn();
    this.#waiting.unshift(...left);
  }

  /** Decides each wish on the state that the ones before it would make. */
  async #decide(batch: readonly Waiting<S, E>[]): Promise<{ winners: Waiting<S, E>[]; entries: Entry<E>[] }> {
    const { clock, reduce, id } = this.#options;
    const winners: Waiting<S, E>[] = [];
    const entries: Entry<E>[] = [];
    let state = this.#state;
    for (const wish of batch) {
      const at = clock.now().toISOString();
      try {
        const events = wish.decide(state, at);
        if (events.length === 0) {
          wish.resolve((await this.#firstAnswer(wish)) ?? state.seq);
          continue;
        }
        const entry = entryOf(wish, { board: id, seq: state.seq + 1, at, events });
        state = reduce(state, [entry]);
        entries.push(entry);
        winners.push(wish);
      } catch (reason) {
        const first = reason instanceof Refusal ? await this.#firstAnswer(wish) : undefined;
        if (first === undefined) wish.reject(reason);
        else wish.resolve(first);
      }
    }
    return { winners, entries };
  }

  /** A repeated command is often refused, or has nothing left to do, the second time round: its first answer counts. */
  async #firstAnswer({ commandId }: Wish<S, E>): Promise<number | undefined> {
    return (await this.#options.log.findCommand(this.id, commandId))?.seq;
  }

  async #answerRepeated(wish: Waiting<S, E> | undefined): Promise<void> {
    if (!wish) return;
    const first = await this.#firstAnswer(wish);
    if (first === undefined) wish.reject(new Refusal('storeUnavailable'));
    else wish.resolve(first);
  }

  async #readOn(): Promise<void> {
    for (;;) {
      const entries = await this.#options.log.read(this.id, { after: this.#state.seq, limit: pageSize });
      this.#advance(entries as unknown as readonly Entry<E>[]);
      if (entries.length < pageSize) return;
    }
  }

  #advance(entries: readonly Entry<E>[]): void {
    if (entries.length === 0) return;
    const before = this.#state;
    this.#state = this.#options.reduce(before, entries);
    for (const listener of this.#listeners) listener(entries, before, this.#state);
  }

  #inTurn<T>(job: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(job);
    this.#turn = result.catch(() => undefined);
    return result;
  }
}

function entryOf<S, E>(
  { commandId, person, entrance }: Wish<S, E>,
  made: Pick<Entry<E>, 'board' | 'seq' | 'at' | 'events'>,
): Entry<E> {
  const { board, seq, at, events } = made;
  return { board, seq, commandId, person, at, ...(entrance && { entrance }), events };
}
