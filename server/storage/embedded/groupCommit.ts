import { Refusal } from '../../../shared/domain/refusals.ts';
import type { Database, Statement } from './database.ts';
import { asRefusal, failureOf } from './failures.ts';

/** A transaction takes no more work after this time, so that no single one keeps the process from everything else. */
const groupMs = 40;
/** Asking for the lock is cheap, and whoever asks more often is not starved by an import beside. */
const lockRetryMs = 3;
const mostWaiting = 20_000;

interface Job {
  /** Does the work inside the transaction; what it returns tells the caller, and is called once that is durable. */
  readonly carryOut: () => () => void;
  readonly refuse: (reason: unknown) => void;
  readonly askedAt: number;
}

/**
 * All writing goes through here. Writes that were asked for in one turn of the event loop share a transaction, and so
 * a single wait for the disk; each still succeeds or fails alone.
 */
export class GroupCommit {
  readonly #database: Database;
  readonly #lockWaitMs: number;
  readonly #waiting: Job[] = [];
  readonly #begin: Statement;
  readonly #commit: Statement;
  readonly #setMark: Statement;
  readonly #backToMark: Statement;
  readonly #forgetMark: Statement;
  #scheduled = false;
  #refusal: Refusal | undefined;
  #whenIdle: (() => void)[] = [];

  /** `lockWaitMs`: how long another process may hold the file before a write is refused. */
  constructor(database: Database, { lockWaitMs }: { lockWaitMs: number }) {
    this.#database = database;
    this.#lockWaitMs = lockWaitMs;
    this.#begin = database.statement('begin immediate');
    this.#commit = database.statement('commit');
    this.#setMark = database.statement('savepoint job');
    this.#backToMark = database.statement('rollback to job');
    this.#forgetMark = database.statement('release job');
  }

  /** Resolves to what `work` returns, once that is durable. When `work` throws, what it wrote is taken back. */
  write<T>(work: () => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.#refusal) {
        reject(this.#refusal);
        return;
      }
      if (this.#waiting.length >= mostWaiting) {
        reject(new Refusal('storeUnavailable', { cause: 'tooMuchWaiting' }));
        return;
      }
      const carryOut = () => {
        const result = work();
        return () => resolve(result);
      };
      this.#waiting.push({ carryOut, refuse: reject, askedAt: performance.now() });
      this.#schedule();
    });
  }

  /** Carries out what was asked for and refuses everything after. */
  async close(): Promise<void> {
    if (this.#waiting.length > 0) await new Promise<void>((resolve) => this.#whenIdle.push(resolve));
    this.#refusal ??= new Refusal('storeUnavailable', { cause: 'closed' });
  }

  #schedule(delayMs = 0): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    const flush = () => {
      this.#scheduled = false;
      this.#flush();
      if (this.#waiting.length === 0) for (const resolve of this.#whenIdle.splice(0)) resolve();
    };
    if (delayMs > 0) setTimeout(flush, delayMs);
    else setImmediate(flush);
  }

  #flush(): void {
    try {
      this.#begin.run();
    } catch (error) {
      this.#couldNotBegin(error);
      return;
    }
    const group: Job[] = [];
    try {
      const settled = this.#carryOutSome(group);
      this.#commit.run();
      for (const settle of settled) settle();
    } catch (error) {
      this.#takeBack(group, error);
    }
    if (this.#waiting.length > 0) this.#schedule();
  }

  #carryOutSome(group: Job[]): (() => void)[] {
    const until = performance.now() + groupMs;
    const settled: (() => void)[] = [];
    for (let job = this.#waiting.shift(); job; job = performance.now() < until ? this.#waiting.shift() : undefined) {
      group.push(job);
      settled.push(this.#carryOut(job));
    }
    return settled;
  }

  #carryOut(job: Job): () => void {
    this.#setMark.run();
    try {
      return job.carryOut();
    } catch (error) {
      if (failureOf(error)) throw error;
      this.#backToMark.run();
      return () => job.refuse(error);
    } finally {
      // A full disk ends the whole transaction, and the mark with it.
      if (this.#database.inTransaction) this.#forgetMark.run();
    }
  }

  #couldNotBegin(error: unknown): void {
    const now = performance.now();
    const patient = failureOf(error) === 'busy' ? this.#lockWaitMs : 0;
    while (this.#waiting[0] && this.#waiting[0].askedAt + patient <= now)
      this.#waiting.shift()?.refuse(asRefusal(error));
    if (this.#waiting.length > 0) this.#schedule(lockRetryMs);
  }

  #takeBack(group: readonly Job[], error: unknown): void {
    const refusal = asRefusal(error);
    if (failureOf(error) === 'sync') this.#stop(refusal as Refusal);
    for (const job of group) job.refuse(refusal);
    if (this.#database.inTransaction) this.#database.execute('rollback');
  }

  /**
   * The kernel marks pages as written after a failed sync, so a second one would report success for lost data. Nothing
   * more is written until the process starts anew and recovers from what is really on the disk.
   */
  #stop(refusal: Refusal): void {
    this.#refusal = refusal;
    for (const job of this.#waiting.splice(0)) job.refuse(refusal);
  }
}
