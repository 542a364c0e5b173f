/** Values by name that nothing on the screen follows. */
export class Memory<T> {
  readonly #values = new Map<string, T>();

  set(name: string, value: T): void {
    this.#values.set(name, value);
  }

  get(name: string): T | undefined {
    return this.#values.get(name);
  }

  remove(name: string): void {
    this.#values.delete(name);
  }

  get all(): readonly (readonly [name: string, value: T])[] {
    return [...this.#values];
  }
}
