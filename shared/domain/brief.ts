/** What whoever is tagged needs on one screen; put together from the investigation and frozen when the tag is raised. */
export interface Brief extends BriefContent {
  readonly ask: string;
}

export interface BriefContent {
  /** The problem in one line or few: the section “What happens” of the notes. */
  readonly problem: string;
  /** The section “Impact”. */
  readonly impact: string;
  /** The section “Tried so far”, a step per line. */
  readonly steps: readonly string[];
  readonly evidence: readonly BriefEvidence[];
  readonly hypotheses: readonly BriefHypothesis[];
}

export interface BriefEvidence {
  readonly id: string;
  /** As in the investigation: `endpoint`, `error`, `workspace` … */
  readonly kind: string;
  readonly text: string;
  readonly source: string;
  readonly observedAt: string;
  readonly file: string | null;
}

export interface BriefHypothesis {
  readonly id: string;
  readonly text: string;
  readonly status: string;
  readonly nextTest: string;
  /** Ids of evidence. */
  readonly for: readonly string[];
  readonly against: readonly string[];
}

/** What a charter can ask for before somebody is tagged. The last six are kinds of evidence. */
export const requirements = [
  'problem',
  'impact',
  'steps',
  'hypothesis',
  'evidence',
  'endpoint',
  'error',
  'workspace',
  'log',
  'screenshot',
  'observation',
] as const;
export type Requirement = (typeof requirements)[number];

/** What of it the investigation does not have yet, in the charter's order. */
export function missingFrom(brief: BriefContent, required: readonly Requirement[]): readonly Requirement[] {
  return required.filter((requirement) => !has(brief, requirement));
}

function has({ problem, impact, steps, hypotheses, evidence }: BriefContent, requirement: Requirement): boolean {
  const told = evidence.filter(({ text, file }) => text !== '' || file !== null);
  switch (requirement) {
    case 'problem':
      return problem !== '';
    case 'impact':
      return impact !== '';
    case 'steps':
      return steps.length > 0;
    case 'hypothesis':
      return hypotheses.some(({ text }) => text !== '');
    case 'evidence':
      return told.length > 0;
    default:
      return told.some(({ kind }) => kind === requirement);
  }
}
