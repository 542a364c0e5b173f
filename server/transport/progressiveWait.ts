import { RateLimiterMemory } from 'rate-limiter-flexible';

const hourSeconds = 3600;
const longestWaitSeconds = 900;

/**
 * Counts what goes wrong by key. A few go free; after each further one the wait doubles, from two seconds to a quarter
 * of an hour, and an hour after the first all is forgotten.
 */
export class ProgressiveWait {
  readonly #free: number;
  readonly #failures = new RateLimiterMemory({ points: Number.MAX_SAFE_INTEGER, duration: hourSeconds });
  readonly #gates = new RateLimiterMemory({ points: 0, duration: 1 });

  constructor(free: number) {
    this.#free = free;
  }

  /** Seconds until this key may try again; 0: now. */
  async waitOf(key: string): Promise<number> {
    const gate = await this.#gates.get(key);
    return gate === null ? 0 : Math.max(0, Math.ceil(gate.msBeforeNext / 1000));
  }

  /** It went wrong. True for the first after which there is a wait. */
  async failed(key: string): Promise<boolean> {
    const { consumedPoints: failures } = await this.#failures.penalty(key);
    const over = failures - this.#free;
    if (over > 0) await this.#gates.block(key, Math.min(2 ** over, longestWaitSeconds));
    return over === 1;
  }

  async forget(key: string): Promise<void> {
    await this.#failures.delete(key);
    await this.#gates.delete(key);
  }
}
