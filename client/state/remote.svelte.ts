import { Refusal } from '../../shared/domain/refusals.ts';

/** Something the server was asked for, as a page shows it: not there yet, there, or why not. What is shown stays while it is asked again. */
export class Remote<T> {
  readonly #ask: () => Promise<T>;
  #value = $state.raw<T>();
  #problem = $state.raw<unknown>();
  #isLoading = $state(false);
  #turn = 0;

  constructor(ask: () => Promise<T>) {
    this.#ask = ask;
  }

  /** The latest answer; undefined before the first. */
  get value(): T | undefined {
    return this.#value;
  }

  /** Why the last time failed; undefined once it works again. */
  get problem(): unknown {
    return this.#problem;
  }

  get isLoading(): boolean {
    return this.#isLoading;
  }

  /** Asks (again). An answer that was overtaken by a later one is dropped. */
  async load(): Promise<void> {
    const turn = ++this.#turn;
    this.#isLoading = true;
    try {
      const value = await this.#ask();
      if (turn === this.#turn) [this.#value, this.#problem] = [value, undefined];
    } catch (reason) {
      if (turn !== this.#turn) return;
      this.#problem = reason;
      // What one may not see any more is not shown any more.
      if (reason instanceof Refusal && !reason.toBody().retryable) this.#value = undefined;
    } finally {
      if (turn === this.#turn) this.#isLoading = false;
    }
  }

  /** Shows this until the next answer: what a change has just returned. */
  set(value: T): void {
    this.#turn += 1;
    this.#value = value;
    this.#problem = undefined;
    this.#isLoading = false;
  }
}
