import type { PersonId } from './person.ts';

/** An open request for help that anyone with the skill may take up. */
export interface Hand {
  readonly by: PersonId;
  readonly at: string;
  /** What is needed, in one line. */
  readonly what: string;
  /** An instant. */
  readonly neededBy?: string;
  /** Names as in profiles; none: anyone can help. */
  readonly skills: readonly string[];
  readonly offers: readonly HelpOffer[];
}

export interface HelpOffer {
  readonly person: PersonId;
  readonly at: string;
}
