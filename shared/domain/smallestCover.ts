/** Somebody who has some of what is asked; the higher the score the better they suit. */
export interface Covering {
  readonly covers: readonly string[];
  readonly score: number;
}

interface Choice<T> {
  readonly members: readonly T[];
  readonly score: number;
}

/**
 * The fewest who together have all of the terms that anybody has; of several such sets the one with the highest sum of
 * scores, then the one whose members come first. Exact: one step per combination of terms and candidate, so for about
 * ten terms at most.
 */
export function smallestCover<T extends Covering>(terms: readonly string[], candidates: readonly T[]): readonly T[] {
  const bits = new Map(terms.map((term, index) => [term, 1 << index]));
  const able = candidates
    .map((candidate) => ({ candidate, mask: maskOf(candidate, bits) }))
    .filter(({ mask }) => mask !== 0);
  const wanted = able.reduce((all, { mask }) => all | mask, 0);
  const best = new Map<number, Choice<T>>([[0, { members: [], score: 0 }]]);
  for (let open = 1; open <= wanted; open += 1) {
    if ((open & ~wanted) !== 0) continue;
    for (const { candidate, mask } of able) {
      const rest = (open & mask) === 0 ? undefined : best.get(open & ~mask);
      if (!rest) continue;
      const choice = { members: [...rest.members, candidate], score: rest.score + candidate.score };
      const known = best.get(open);
      if (!known || isBetter(choice, known)) best.set(open, choice);
    }
  }
  return best.get(wanted)?.members ?? [];
}

function maskOf({ covers }: Covering, bits: ReadonlyMap<string, number>): number {
  return covers.reduce((mask, term) => mask | (bits.get(term) ?? 0), 0);
}

function isBetter<T>(one: Choice<T>, other: Choice<T>): boolean {
  if (one.members.length !== other.members.length) return one.members.length < other.members.length;
  return one.score > other.score;
}
