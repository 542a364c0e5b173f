import type { Span } from './updateStructure.ts';

interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Which clocks of which Yjs clients a document has taken, also those that still wait for what comes before them. */
export class Holdings {
  /** By client, in order and apart from each other; nearly always one that begins at 0. */
  readonly #held = new Map<number, readonly Stretch[]>();

  add(spans: readonly Span[]): void {
    for (const { client, from, to } of spans) this.#held.set(client, joined(this.#of(client), { from, to }));
  }

  /** The parts that are not held. */
  missing(spans: readonly Span[]): Span[] {
    return spans.flatMap((span) => this.#missingOf(span));
  }

  /** The parts that are held. */
  within(spans: readonly Span[]): Span[] {
    return spans.flatMap(({ client, from, to }) =>
      this.#of(client).flatMap((held) => {
        const part = { client, from: Math.max(from, held.from), to: Math.min(to, held.to) };
        return part.from < part.to ? [part] : [];
      }),
    );
  }

  /** Whether everything is held that a client wrote up to and including this clock. */
  reaches(client: number, clock: number): boolean {
    const [first] = this.#of(client);
    return first?.from === 0 && first.to > clock;
  }

  #of(client: number): readonly Stretch[] {
    return this.#held.get(client) ?? [];
  }

  #missingOf({ client, from, to }: Span): Span[] {
    const missing: Span[] = [];
    let at = from;
    for (const held of this.#of(client)) {
      if (held.to <= at) continue;
      if (held.from >= to) break;
      if (held.from > at) missing.push({ client, from: at, to: held.from });
      at = held.to;
    }
    if (at < to) missing.push({ client, from: at, to });
    return missing;
  }
}

function joined(held: readonly Stretch[], added: Stretch): readonly Stretch[] {
  const before = held.filter(({ to }) => to < added.from);
  const after = held.filter(({ from }) => from > added.to);
  const touching = held.slice(before.length, held.length - after.length);
  const from = Math.min(added.from, touching[0]?.from ?? added.from);
  const to = Math.max(added.to, touching.at(-1)?.to ?? added.to);
  return [...before, { from, to }, ...after];
}
