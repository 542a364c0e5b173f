/** What a screen reader says about things that move. */
export class Announcer {
  #text = $state('');
  #odd = false;

  get text(): string {
    return this.#text;
  }

  say(text: string): void {
    // The same sentence twice is only read again when the text differs.
    this.#odd = !this.#odd;
    this.#text = this.#odd ? text : `${text}\u00a0`;
  }
}
