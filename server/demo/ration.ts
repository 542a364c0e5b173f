/**
 * How many entries a simulated colleague may write into a board's log: lively at first, then so few that a board can be
 * left running for days.
 */
export class Ration {
  readonly #now: () => number;
  #left = mostAtOnce;
  #since: number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
    this.#since = now();
  }

  /** True when so many entries may be written now; they count as written. */
  take(entries: number): boolean {
    const earned = Math.floor((this.#now() - this.#since) / oneEveryMs);
    this.#since += earned * oneEveryMs;
    this.#left = Math.min(mostAtOnce, this.#left + earned);
    if (this.#left < entries) return false;
    this.#left -= entries;
    return true;
  }
}

const mostAtOnce = 40;
const oneEveryMs = 3 * 60_000;
