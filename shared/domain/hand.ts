import type { TicketEvent } from './events.ts';
import type { PersonId } from './person.ts';
import type { TicketId } from './ticket.ts';

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

type HandLowered = Extract<TicketEvent, { type: 'handLowered' }>;

/** Somebody who had offered is taken to have helped. */
export function handLowered(ticketId: TicketId, { offers }: Pick<Hand, 'offers'>): HandLowered {
  return { type: 'handLowered', ticketId, how: offers.length > 0 ? 'helped' : 'withdrawn' };
}
