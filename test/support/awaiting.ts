/** Lets tests wait until what something was told makes a condition true; it is looked at whenever something has come. */
export abstract class Awaiting {
  readonly #waiting = new Set<() => void>();

  /** Resolves as soon as it is true. */
  until(condition: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const check = () => {
        if (!condition()) return;
        this.#waiting.delete(check);
        resolve();
      };
      this.#waiting.add(check);
      check();
    });
  }

  /** Something has come: to be called after every change that somebody may be waiting for. */
  protected changed(): void {
    for (const check of [...this.#waiting]) check();
  }
}
