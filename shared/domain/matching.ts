import type { Availability } from './availability.ts';
import { type Reason, abilityIn, isAble, reasonsFor } from './matchingReasons.ts';
import type { PersonId, Profile } from './person.ts';
import { smallestCover } from './smallestCover.ts';

/** Somebody who could be asked, as they are now. */
export interface Candidate {
  readonly person: PersonId;
  readonly profile: Pick<Profile, 'skills' | 'domains' | 'languages' | 'loadCap'>;
  readonly availability: Availability;
  /** In words: `10DLC rota until 17:00`; undefined when no rota says that it is their turn. */
  readonly onDuty: string | undefined;
  /** Has the board open. */
  readonly present: boolean;
  /** How many open tickets they are on. */
  readonly load: number;
  /** How many tickets like this one they helped to resolve. */
  readonly solved: number;
}

export interface Match {
  readonly person: PersonId;
  readonly covers: readonly string[];
  /** Why them, most weighty first, and what speaks against it. */
  readonly because: readonly string[];
  readonly despite: readonly string[];
}

export interface Matching {
  readonly asked: readonly string[];
  /** The fewest people who together have what is asked; of several such sets the one that suits best. */
  readonly suggested: readonly Match[];
  /** Who else has some of it, or helped with tickets like this one. */
  readonly others: readonly Match[];
  /** Nobody has these. */
  readonly uncovered: readonly string[];
}

/** More is not looked at: the smallest set is found by trying every combination of terms. */
export const mostTerms = 10;
const mostOthers = 8;

/** As in profiles: the first spelling of each counts. */
export function distinctTerms(terms: readonly string[]): readonly string[] {
  const known = new Map<string, string>();
  for (const term of terms) {
    const key = folded(term);
    if (key !== '' && !known.has(key)) known.set(key, term.trim());
  }
  return [...known.values()].slice(0, mostTerms);
}

function folded(term: string): string {
  return term.trim().toLowerCase();
}

interface Rated {
  readonly candidate: Candidate;
  readonly covers: readonly string[];
  readonly reasons: readonly Reason[];
  readonly score: number;
}

/** Pure: whom to ask for these skills, domains or languages. Load and quiet hours push down, and never hide anybody. */
export function matchHelpers(terms: readonly string[], candidates: readonly Candidate[]): Matching {
  const asked = distinctTerms(terms);
  const everybody = candidates.map((candidate) => rated(candidate, asked, candidates)).sort(bestFirst);
  const chosen = new Set(smallestCover(asked, everybody));
  const rest = everybody.filter((one) => !chosen.has(one) && isWorthAsking(one, asked));
  const covered = new Set(everybody.flatMap(({ covers }) => covers));
  return {
    asked,
    suggested: everybody.filter((one) => chosen.has(one)).map(toMatch),
    others: rest.slice(0, mostOthers).map(toMatch),
    uncovered: asked.filter((term) => !covered.has(term)),
  };
}

/** Who is only learning something counts for it where nobody is able. */
function rated(candidate: Candidate, asked: readonly string[], all: readonly Candidate[]): Rated {
  const covers = asked.filter((term) => {
    const ability = abilityIn(candidate.profile, term);
    if (ability === undefined) return false;
    return ability !== 'learning' || !all.some(({ profile }) => isAble(profile, term));
  });
  const reasons = reasonsFor(candidate, { asked, covers });
  return { candidate, covers, reasons, score: reasons.reduce((sum, { weight }) => sum + weight, 0) };
}

/** Where nothing in particular is asked, anybody can help. */
function isWorthAsking({ candidate, covers }: Rated, asked: readonly string[]): boolean {
  return asked.length === 0 || covers.length > 0 || candidate.solved > 0;
}

function bestFirst(a: Rated, b: Rated): number {
  if (a.score !== b.score) return b.score - a.score;
  return a.candidate.person < b.candidate.person ? -1 : 1;
}

function toMatch({ candidate, covers, reasons }: Rated): Match {
  const inOrder = [...reasons].sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
  return {
    person: candidate.person,
    covers,
    because: inOrder.filter(({ weight }) => weight > 0).map(({ words }) => words),
    despite: inOrder.filter(({ weight }) => weight < 0).map(({ words }) => words),
  };
}
