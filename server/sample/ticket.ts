import type { EvidenceKind } from '../../shared/document/evidence.ts';
import type { HypothesisStatus } from '../../shared/document/hypothesis.ts';
import type { Person } from '../../shared/domain/person.ts';
import type { Message, Priority } from '../../shared/domain/ticket.ts';
import type { Customer } from './customers.ts';
import type { Ago } from './moments.ts';

/**
 * A ticket of the sample as its author writes it. Texts may hold `@clock(2d3h)` (see moments.ts) and `@ticket(key)`,
 * the id of another sample ticket.
 */
export interface SampleTicket {
  readonly key: string;
  readonly title: string;
  readonly customer: Customer;
  readonly requester: string;
  readonly product: string;
  readonly intents: readonly string[];
  readonly priority: Priority;
  readonly opened: Ago;
  readonly description: string;
  /** What happened since it was opened in the first column; oldest first, a minute or more apart. */
  readonly story: readonly Step[];
  readonly investigation?: SampleInvestigation;
}

/** `by` is a colleague, or null for the customer. */
export interface Step {
  readonly ago: Ago;
  readonly by: Person | null;
  readonly acts: readonly StepAct[];
}

export type StepAct =
  | { readonly type: 'own'; readonly owner: Person | null }
  | { readonly type: 'move'; readonly column: SampleColumn }
  | { readonly type: 'join' }
  | { readonly type: 'leave' }
  | { readonly type: 'prioritise'; readonly priority: Priority }
  | { readonly type: 'write'; readonly message: Pick<Message, 'audience' | 'direction' | 'text'> };

/** Ids of the default columns. */
export type SampleColumn = 'new' | 'triage' | 'investigating' | 'engineering' | 'waiting' | 'resolved';

export interface SampleInvestigation {
  /** In the notation of richText.ts. */
  readonly notes: string;
  readonly evidence: readonly SampleEvidence[];
  readonly hypotheses: readonly SampleHypothesis[];
  readonly draft?: string;
}

export interface SampleEvidence {
  readonly id: string;
  readonly by: Person;
  readonly ago: Ago;
  readonly kind: EvidenceKind;
  readonly text: string;
  readonly source: string;
  /** When the fact was so; as long ago as it was added, unless said. */
  readonly seen?: Ago;
}

export interface SampleHypothesis {
  readonly id: string;
  readonly by: Person;
  readonly ago: Ago;
  readonly text: string;
  readonly next?: string;
  readonly for?: readonly string[];
  readonly against?: readonly string[];
  /** Every change of status after `open`, oldest first. */
  readonly then?: readonly (readonly [status: HypothesisStatus, ago: Ago, by: Person])[];
}
