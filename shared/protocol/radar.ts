import type { Radar } from '../domain/radar.ts';
import type { Ticket } from '../domain/ticket.ts';

/**
 * `GET /api/v1/boards/:board/radar` (access `board`): open tickets by whose turn it is and since when, longest wait first;
 * how many of each; and those that nobody has done anything about yet, in queue columns or with a line.
 */
export type RadarReply = Radar;

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
