import type { Hand } from './hand.ts';
import type { PersonId } from './person.ts';
import type { RunningPlay } from './play.ts';
import type { Tag } from './tag.ts';

/** `<board>-<number>`: readable, copyable, unique over all boards. */
export type TicketId = string;

export const priorities = ['urgent', 'high', 'normal', 'low'] as const;
export type Priority = (typeof priorities)[number];

/** Whose turn it is, told by the kind of column; `closed` and `cancelled` come from imported histories. */
export const ticketStates = ['queued', 'working', 'waiting', 'resolved', 'closed', 'cancelled'] as const;
export type TicketState = (typeof ticketStates)[number];

/** What a board keeps of a ticket: enough for a card, no bodies. Times are ISO 8601 in UTC. */
export interface Ticket {
  readonly id: TicketId;
  readonly number: number;
  readonly title: string;
  readonly customer: string;
  readonly segment?: string;
  readonly requester?: string;
  readonly product?: string;
  readonly intents: readonly string[];
  readonly priority: Priority;
  readonly columnId: string;
  readonly rank: string;
  readonly state: TicketState;
  readonly owner: PersonId | null;
  readonly swarm: readonly SwarmStay[];
  /** The direct requests that are open now. */
  readonly tags?: readonly Tag[];
  /** An open request for help. */
  readonly hand?: Hand;
  readonly play?: RunningPlay;
  /** Is in the shadow queue. */
  readonly bug?: SuspectedBug;
  readonly pins?: readonly Pin[];
  readonly messages: number;
  /** When the customer wrote last, and when the customer was written to last. */
  readonly heardAt?: string;
  readonly saidAt?: string;
  readonly openedAt: string;
  readonly updatedAt: string;
  readonly columnSince: string;
  readonly resolvedAt?: string;
  /** Support line, as a triage rule or an import told it, and the team as an import told it. */
  readonly line?: string;
  readonly team?: string;
  readonly source?: TicketSource;
  /** The `seq` of the entry that last touched the ticket: what `expectedVersion` is compared with. */
  readonly version: number;
}

/** What may be edited on a ticket; all else changes through commands of its own. */
export type TicketChanges = Partial<
  Pick<Ticket, 'title' | 'customer' | 'segment' | 'requester' | 'product' | 'intents' | 'priority'>
>;

export interface SwarmStay {
  readonly person: PersonId;
  readonly joinedAt: string;
  /** When this person first did something in this stay; watching costs nothing until then. */
  readonly contributedAt?: string;
}

/** Somebody thinks that only a change of code will help. */
export interface SuspectedBug {
  readonly by: PersonId;
  readonly at: string;
  readonly why: string;
}

/** A moment of the timeline that matters. */
export interface Pin {
  /** The id of the moment, see TimelineEvent. */
  readonly moment: string;
  readonly by: PersonId;
  readonly at: string;
  readonly note?: string;
}

/** On one ticket. */
export const mostPins = 50;

/** Where an imported ticket came from; `hash` is over its whole history there. */
export interface TicketSource {
  readonly system: string;
  readonly id: string;
  readonly hash: string;
  /** What the source cannot tell, such as `openedAt`: no measure may claim to know it. */
  readonly unknown?: readonly string[];
}

export interface Message {
  readonly id: string;
  /** `internal` never leaves the team; `customer` is the correspondence. */
  readonly audience: 'internal' | 'customer';
  /** `in` was written by the customer. */
  readonly direction: 'in' | 'out';
  readonly text: string;
}

export function isDone(state: TicketState): boolean {
  return state === 'resolved' || state === 'closed' || state === 'cancelled';
}

export function ticketIdOf(boardId: string, number: number): TicketId {
  return `${boardId}-${String(number)}`;
}

/** The board part of a ticket id, or undefined when it is no ticket id. */
export function boardIdOf(ticketId: string): string | undefined {
  return /^([a-z0-9][a-z0-9-]{0,39})-[1-9][0-9]{0,8}$/.exec(ticketId)?.[1];
}
