import { type AnyEntry, organisationLog } from '../../shared/domain/entry.ts';
import type { SeqRange } from '../../shared/domain/events.ts';

/** Which entries the organisation's log says were erased: an entry that only says so itself was tampered with. */
export class ErasuresNamed {
  readonly #ranges = new Map<string, SeqRange[]>();
  /** Erasures once named no entries: what is older than the last of them may be theirs. */
  #unnamedUntil = '';
  #isInOrder = true;

  /** An entry of the organisation's log. */
  take({ board, at, events, erased }: AnyEntry): void {
    // No erasure is itself ever erased: such an entry would vouch for its own forging.
    if (board !== organisationLog || erased !== undefined) return;
    for (const event of events) {
      if (event.type === 'customerErasing') this.#add(event.entries);
      if (event.type !== 'customerErased') continue;
      if (event.entries) this.#add(event.entries);
      else if (at > this.#unnamedUntil) this.#unnamedUntil = at;
    }
  }

  has({ board, seq, at }: AnyEntry): boolean {
    if (!this.#isInOrder) this.#join();
    const ranges = this.#ranges.get(board) ?? [];
    let [low, high] = [0, ranges.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((ranges[middle]?.[1] ?? 0) < seq) low = middle + 1;
      else high = middle;
    }
    return (ranges[low]?.[0] ?? Infinity) <= seq || at <= this.#unnamedUntil;
  }

  #add(entries: Readonly<Record<string, readonly SeqRange[]>>): void {
    for (const [log, ranges] of Object.entries(entries)) {
      const known = this.#ranges.get(log) ?? [];
      for (const range of ranges) known.push(range);
      this.#ranges.set(log, known);
    }
    this.#isInOrder = false;
  }

  #join(): void {
    for (const [log, ranges] of this.#ranges) this.#ranges.set(log, joined(ranges));
    this.#isInOrder = true;
  }
}

/** In order and apart from each other. */
function joined(ranges: readonly SeqRange[]): SeqRange[] {
  const result: SeqRange[] = [];
  for (const [from, to] of [...ranges].sort(([a], [b]) => a - b)) {
    const last = result.at(-1);
    if (last && from <= last[1] + 1) result[result.length - 1] = [last[0], Math.max(last[1], to)];
    else result.push([from, to]);
  }
  return result;
}
