import type { PersonId } from './person.ts';

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
  readonly messages: number;
  readonly openedAt: string;
  readonly updatedAt: string;
  readonly columnSince: string;
  readonly resolvedAt?: string;
  /** Support line and team as an import told them. */
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
}

/** A direct request to one person, who sees this ticket and its document until the tag is returned or they are removed. */
export interface Tag {
  readonly id: string;
  readonly person: PersonId;
  readonly by: PersonId;
  readonly at: string;
  /** What is asked, in one line. */
  readonly ask: string;
}

/** How a tag came to its end: the tagged person gave it back, or somebody else took them off the ticket. */
export type TagEnd = 'returned' | 'removed';

export function openTagOf({ tags = [] }: Pick<Ticket, 'tags'>, person: PersonId): Tag | undefined {
  return tags.find((tag) => tag.person === person);
}

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
