import type { Person } from '../../shared/domain/person.ts';
import type { Priority } from '../../shared/domain/ticket.ts';
import type { Ago } from './moments.ts';
import { prose } from './prose.ts';
import type { SampleColumn, SampleEvidence, SampleHypothesis, Step, StepAct } from './ticket.ts';

// The verbs that sample tickets are told in: when, who, what.

/** The customer writes. */
export function asked(ago: Ago, text: string): Step {
  return { ago, by: null, acts: [written('customer', 'in', text)] };
}

/** A colleague writes to the customer. */
export function replied(ago: Ago, by: Person, text: string): Step {
  return { ago, by, acts: [written('customer', 'out', text)] };
}

/** A colleague writes to the team. */
export function noted(ago: Ago, by: Person, text: string): Step {
  return { ago, by, acts: [written('internal', 'out', text)] };
}

/** A colleague becomes the owner, and puts the card into a column when one is named. */
export function took(ago: Ago, by: Person, column?: SampleColumn): Step {
  return { ago, by, acts: [{ type: 'own', owner: by }, ...(column ? [{ type: 'move', column } as const] : [])] };
}

/** Ownership goes to somebody else, or to nobody. */
export function handed(ago: Ago, by: Person, owner: Person | null): Step {
  return { ago, by, acts: [{ type: 'own', owner }] };
}

export function moved(ago: Ago, by: Person, column: SampleColumn): Step {
  return { ago, by, acts: [{ type: 'move', column }] };
}

export function joined(ago: Ago, by: Person): Step {
  return { ago, by, acts: [{ type: 'join' }] };
}

export function left(ago: Ago, by: Person): Step {
  return { ago, by, acts: [{ type: 'leave' }] };
}

export function prioritised(ago: Ago, by: Person, priority: Priority): Step {
  return { ago, by, acts: [{ type: 'prioritise', priority }] };
}

type Fact = Omit<SampleEvidence, 'id' | 'by' | 'ago'>;

export function fact(id: string, [by, ago]: readonly [Person, Ago], evidence: Fact): SampleEvidence {
  return { id, by, ago, ...evidence, text: prose(evidence.text) };
}

type Suspicion = Omit<SampleHypothesis, 'id' | 'by' | 'ago'>;

export function suspect(id: string, [by, ago]: readonly [Person, Ago], suspicion: Suspicion): SampleHypothesis {
  const { next } = suspicion;
  return { id, by, ago, ...suspicion, text: prose(suspicion.text), ...(next !== undefined && { next: prose(next) }) };
}

function written(audience: 'internal' | 'customer', direction: 'in' | 'out', text: string): StepAct {
  return { type: 'write', message: { audience, direction, text: prose(text) } };
}
