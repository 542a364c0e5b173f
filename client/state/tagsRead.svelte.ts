import { KeptText } from './keptText.ts';

const most = 300;

/** Which ended tags the owner of a ticket has read the answer and the coaching note of, on this device. */
export class TagsRead {
  readonly #kept: KeptText;
  #ids = $state.raw<readonly string[]>([]);

  constructor(person: string) {
    this.#kept = new KeptText(`swarmboard-tags-read:${person}`);
    this.#ids = this.#kept.read().split(' ').filter(Boolean);
  }

  has(tagId: string): boolean {
    return this.#ids.includes(tagId);
  }

  add(tagId: string): void {
    if (this.has(tagId)) return;
    this.#ids = [...this.#ids, tagId].slice(-most);
    this.#kept.write(this.#ids.join(' '));
  }
}
