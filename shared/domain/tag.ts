import type { Requirement } from './brief.ts';
import type { Line } from './line.ts';
import type { PersonId } from './person.ts';

/** Whom a tag asks: a line of the charter (L3 is engineering), a specialist domain such as `10DLC`, or one person. */
export type TagTarget =
  | { readonly kind: 'line'; readonly line: Line }
  | { readonly kind: 'domain'; readonly domain: string }
  | { readonly kind: 'person'; readonly person: PersonId };

/** Where an open tag stands; declined, returned, removed and withdrawn tags have ended and are no longer on the ticket. */
export const tagStates = ['raised', 'accepted', 'joined', 'answered'] as const;
export type TagState = (typeof tagStates)[number];

/**
 * A direct request with no chain in between. Whoever is asked sees this ticket and its document; once one has accepted,
 * only that person. Its brief is frozen in the event that raised it.
 */
export interface Tag {
  readonly id: string;
  readonly target: TagTarget;
  readonly by: PersonId;
  readonly at: string;
  /** What is asked, in one line. */
  readonly ask: string;
  /** An instant. */
  readonly neededBy?: string;
  readonly state: TagState;
  /** Who may answer now, while it is raised; the one who accepted from then on. Nobody: there was none to ask. */
  readonly asked: readonly PersonId[];
  /** Since when those are asked. */
  readonly askedAt: string;
  /** Who was asked before them and did not answer: nobody is asked twice because time has passed. */
  readonly askedBefore?: readonly PersonId[];
  /** Who was reminded last, and when. */
  readonly nudgedAt?: string;
  readonly acceptedAt?: string;
  readonly joinedAt?: string;
  readonly answeredAt?: string;
  readonly declined: readonly Decline[];
  /** The charter in force, and what of its evidence was not there. Something missing needs a waiver. */
  readonly charter: number;
  readonly missing: readonly Requirement[];
  readonly waived?: Waiver;
}

/** `customerBlocked` is the agent's word that there is no time; the others follow from how the tag came about. */
export type Waiver = 'customerBlocked' | 'severity1' | 'triage' | 'shadowQueue';

export const declineReasons = ['wrongPerson', 'insufficientEvidence', 'busy'] as const;
export type DeclineReason = (typeof declineReasons)[number];

export interface Decline {
  readonly person: PersonId;
  readonly at: string;
  readonly reason: DeclineReason;
  readonly note?: string;
  readonly suggested?: PersonId;
}

/** How a tag came to its end: `removed` by somebody else, `withdrawn` by who asked, `declined` by the last one asked. */
export type TagEnd = 'returned' | 'removed' | 'withdrawn' | 'declined';

interface Tagged {
  readonly tags?: readonly Tag[];
}

/** The tag that lets somebody into a ticket's room; the latest when there are several. */
export function openTagOf({ tags = [] }: Tagged, person: PersonId): Tag | undefined {
  return tags.findLast(({ asked }) => asked.includes(person));
}

export function tagIn({ tags = [] }: Tagged, tagId: string): Tag | undefined {
  return tags.find(({ id }) => id === tagId);
}

/** Whoever has had their turn, with those who have it now: none of them is the next one. */
export function everAsked({ asked, askedBefore = [], declined }: Tag): readonly PersonId[] {
  return [...new Set([...askedBefore, ...declined.map(({ person }) => person), ...asked])];
}

export function isSameTarget(one: TagTarget, other: TagTarget): boolean {
  if (one.kind === 'line') return other.kind === 'line' && one.line === other.line;
  if (one.kind === 'person') return other.kind === 'person' && one.person === other.person;
  return other.kind === 'domain' && one.domain.toLowerCase() === other.domain.toLowerCase();
}

/** The tags that somebody has taken up and not given back. */
export function heldBy({ tags = [] }: Tagged, person: PersonId): readonly Tag[] {
  return tags.filter((tag) => holderOf(tag) === person);
}

/** Who has taken it up; nobody yet while it is raised. */
export function holderOf({ state, asked }: Pick<Tag, 'state' | 'asked'>): PersonId | undefined {
  return state === 'raised' ? undefined : asked[0];
}
