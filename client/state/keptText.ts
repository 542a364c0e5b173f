/** A text that this device keeps over a reload. Losing it is never an error: private windows may refuse. */
export class KeptText {
  readonly #key: string;

  constructor(key: string) {
    this.#key = key;
  }

  read(): string {
    try {
      return localStorage.getItem(this.#key) ?? '';
    } catch {
      return '';
    }
  }

  write(text: string): void {
    try {
      if (text === '') localStorage.removeItem(this.#key);
      else localStorage.setItem(this.#key, text);
    } catch {
      // Then it lasts as long as the page.
    }
  }
}

/** How the names of a person's unposted notes begin. */
export function keptNoteOf(person: string): string {
  return `swarmboard-note:${person}:`;
}
