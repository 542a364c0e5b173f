import type { EvidenceKind } from '../../shared/document/evidence.ts';
import type { HypothesisStatus } from '../../shared/document/hypothesis.ts';
import type { Board } from '../../shared/domain/board.ts';
import { type Ticket, isDone } from '../../shared/domain/ticket.ts';
import { sampleTickets } from '../sample/tickets.ts';

/** What a simulated colleague has to add to a ticket of the sample. */
export interface Scene {
  /** Key of the sample ticket. */
  readonly key: string;
  readonly notes: readonly string[];
  readonly hypothesis: { readonly text: string; readonly nextTest: string };
  readonly evidence: { readonly kind: EvidenceKind; readonly text: string; readonly source: string };
  /** How the evidence settles the hypothesis. */
  readonly outcome: Exclude<HypothesisStatus, 'open' | 'testing'>;
  /** To the team, never to the customer. */
  readonly message: string;
}

/** The open ticket of a scene, unless it was resolved or renamed. */
export function ticketOfScene(board: Board, { key }: Scene): Ticket | undefined {
  const title = sampleTickets.find((ticket) => ticket.key === key)?.title;
  return [...board.tickets.values()].find((ticket) => ticket.title === title && !isDone(ticket.state));
}
