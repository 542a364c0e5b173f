/** How much somebody may do: `burst` at once, and then as much as comes back in a second. */
export interface Rate {
  readonly burst: number;
  readonly perSecond: number;
}

/** A bucket that fills as time passes and is emptied by what somebody does. */
export class Allowance {
  readonly #rate: Rate;
  #left: number;
  #at: number;

  /** `now` in milliseconds, from any beginning. */
  constructor(rate: Rate, now: number) {
    this.#rate = rate;
    this.#left = rate.burst;
    this.#at = now;
  }

  /** False when it is used up; then nothing is taken. */
  take(amount: number, now: number): boolean {
    const { burst, perSecond } = this.#rate;
    this.#left = Math.min(burst, this.#left + ((now - this.#at) / 1000) * perSecond);
    this.#at = now;
    if (amount > this.#left) return false;
    this.#left -= amount;
    return true;
  }
}
