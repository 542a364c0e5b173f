import type { PersonId } from './person.ts';
import type { PlayKind } from './play.ts';
import type { DeclineReason, TagTarget } from './tag.ts';
import type { TicketId } from './ticket.ts';

/** What people ask of each other on a ticket. */
export type SwarmCommand =
  | RaiseTag
  | AcceptTag
  | DeclineTag
  | AnswerTag
  | ReturnTag
  | WithdrawTag
  | RemoveGuest
  | RaiseHand
  | LowerHand
  | OfferHelp
  | StartPlay
  | ChangePlay
  | EndPlay
  | SuspectBug
  | ClearBug
  | TakeBug
  | PinMoment
  | UnpinMoment;

interface OnTicket {
  readonly ticketId: TicketId;
}
interface OnTag extends OnTicket {
  readonly tagId: string;
}

/** Asks a line, a domain or a person directly. Refused without the evidence that the charter asks for, unless `blocked`. */
export interface RaiseTag extends OnTicket {
  readonly type: 'raiseTag';
  readonly target: TagTarget;
  readonly ask: string;
  /** An instant. */
  readonly neededBy?: string | undefined;
  /** Customer blocked, no time: goes without evidence, is counted, and may wake whoever is on call. */
  readonly blocked?: boolean | undefined;
}

/** By one of those asked. */
export interface AcceptTag extends OnTag {
  readonly type: 'acceptTag';
}

export interface DeclineTag extends OnTag {
  readonly type: 'declineTag';
  readonly reason: DeclineReason;
  readonly note?: string | undefined;
  /** Who should be asked instead. */
  readonly suggest?: PersonId | undefined;
}

/** By who accepted it: what was asked, answered. */
export interface AnswerTag extends OnTag {
  readonly type: 'answerTag';
  readonly answer: string;
}

/** By who accepted it: done, or not theirs any more; leaves the room. */
export interface ReturnTag extends OnTag {
  readonly type: 'returnTag';
  /** What the owner can learn from it. */
  readonly coaching?: string | undefined;
  /** With this evidence a generalist could have solved it. */
  readonly generalistCapable?: boolean | undefined;
}

/** By somebody who works the ticket: no longer needed. */
export interface WithdrawTag extends OnTag {
  readonly type: 'withdrawTag';
}

/** Takes one person out of the room; a tag that asked nobody else ends. */
export interface RemoveGuest extends OnTicket {
  readonly type: 'removeGuest';
  readonly person: PersonId;
}

export interface RaiseHand extends OnTicket {
  readonly type: 'raiseHand';
  readonly what: string;
  readonly neededBy?: string | undefined;
  readonly skills?: readonly string[] | undefined;
}

export interface LowerHand extends OnTicket {
  readonly type: 'lowerHand';
}

/** Answers a raised hand, and joins the swarm. */
export interface OfferHelp extends OnTicket {
  readonly type: 'offerHelp';
}

export interface StartPlay extends OnTicket {
  readonly type: 'startPlay';
  readonly play: PlayKind;
  /** The time-box; without it, as the team has set it. */
  readonly minutes?: number | undefined;
  readonly lead?: PersonId | undefined;
  readonly communicator?: PersonId | undefined;
}

export interface ChangePlay extends OnTicket {
  readonly type: 'changePlay';
  /** Longer, from now. */
  readonly minutes?: number | undefined;
  readonly lead?: PersonId | undefined;
  readonly communicator?: PersonId | undefined;
}

export interface EndPlay extends OnTicket {
  readonly type: 'endPlay';
}

/** Puts the ticket into the shadow queue. */
export interface SuspectBug extends OnTicket {
  readonly type: 'suspectBug';
  readonly why: string;
}

export interface ClearBug extends OnTicket {
  readonly type: 'clearBug';
}

/** By somebody who works the shadow queue: tags themselves, accepted at once. */
export interface TakeBug extends OnTicket {
  readonly type: 'takeBug';
}

export interface PinMoment extends OnTicket {
  readonly type: 'pinMoment';
  /** The id of a moment of the timeline. */
  readonly moment: string;
  readonly note?: string | undefined;
}

export interface UnpinMoment extends OnTicket {
  readonly type: 'unpinMoment';
  readonly moment: string;
}
