/** Those who want to hear of something. */
export class Listeners<T> {
  readonly #all = new Set<(news: T) => void>();

  /** Returns how to stop. */
  add(listener: (news: T) => void): () => void {
    this.#all.add(listener);
    return () => this.#all.delete(listener);
  }

  tell(news: T): void {
    for (const listener of this.#all) listener(news);
  }
}
