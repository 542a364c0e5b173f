import type { PersonId } from '../domain/person.ts';
import type { Ticket } from '../domain/ticket.ts';

/** Whose turn it is. `queue`: nobody owns it. `tagged`: whoever is asked has not answered. */
export const turns = ['customer', 'owner', 'tagged', 'swarm', 'queue'] as const;
export type Turn = (typeof turns)[number];

/** `GET /api/v1/boards/:board/radar` (access `board`): open tickets by whose turn it is, longest wait first. */
export interface RadarReply {
  readonly stalls: readonly Stall[];
  /** The same by turn: how many, and the oldest since when. */
  readonly counts: Readonly<Record<Turn, { readonly tickets: number; readonly oldest: string | null }>>;
  /** In queue columns or with a line, and nobody has done anything yet. */
  readonly untouched: readonly Ticket[];
}
export interface Stall {
  readonly ticket: Ticket;
  readonly turn: Turn;
  readonly people: readonly PersonId[];
  readonly since: string;
  /** Nobody has done anything for longer than four hours of somebody's turn; not while the customer's. */
  readonly isStalled: boolean;
}

/** `GET /api/v1/shadow-queue` (`workShadowQueue` or `readBoards`): suspected bugs of all boards, oldest first. */
export interface ShadowQueueReply {
  readonly bugs: readonly SuspectedBugSummary[];
}
export interface SuspectedBugSummary {
  readonly ticket: Ticket;
  readonly board: { readonly id: string; readonly title: string };
  /** Of the investigation: what is needed to choose. */
  readonly problem: string;
  readonly evidence: number;
  readonly hypotheses: number;
}
