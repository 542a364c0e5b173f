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

/** How many characters, or how many items, of each part a frozen brief keeps at most. */
const most = {
  section: 1_500,
  steps: 30,
  step: 300,
  evidence: 40,
  fact: 400,
  source: 200,
  hypotheses: 20,
  statement: 400,
} as const;
const briefCharacters = 20_000;

/**
 * The brief as an event keeps it: at most 20 000 characters as JSON, so that entries stay small. Long texts are cut and
 * end in an ellipsis, shorter and shorter until all fits; of very many facts and hypotheses those cited and the latest
 * stay. What a charter asks for is looked for in the whole brief, see missingFrom.
 */
export function briefClipped(brief: BriefContent): BriefContent {
  const chosen = withFewer(brief);
  for (let scale = 1; scale > 0.01; scale *= 0.7) {
    const clipped = withShorter(chosen, scale);
    if (JSON.stringify(clipped).length <= briefCharacters) return clipped;
  }
  return { ...withShorter(chosen, 0.01), steps: [], evidence: [], hypotheses: [] };
}

function withFewer(brief: BriefContent): BriefContent {
  const hypotheses = brief.hypotheses.slice(-most.hypotheses);
  const cited = new Set(hypotheses.flatMap((one) => [...one.for, ...one.against]));
  const byWorth = [...brief.evidence].reverse().sort((a, b) => Number(cited.has(b.id)) - Number(cited.has(a.id)));
  const kept = new Set(byWorth.slice(0, most.evidence).map(({ id }) => id));
  const isKept = (id: string) => kept.has(id);
  return {
    ...brief,
    steps: brief.steps.slice(0, most.steps),
    evidence: brief.evidence.filter(({ id }) => isKept(id)),
    hypotheses: hypotheses.map((one) => ({
      ...one,
      for: one.for.filter(isKept),
      against: one.against.filter(isKept),
    })),
  };
}

function withShorter({ problem, impact, steps, evidence, hypotheses }: BriefContent, scale: number): BriefContent {
  const cut = (text: string, length: number) => shortened(text, Math.floor(length * scale));
  return {
    problem: cut(problem, most.section),
    impact: cut(impact, most.section),
    steps: steps.map((step) => cut(step, most.step)),
    evidence: evidence.map((one) => ({ ...one, text: cut(one.text, most.fact), source: cut(one.source, most.source) })),
    hypotheses: hypotheses.map((one) => ({
      ...one,
      text: cut(one.text, most.statement),
      nextTest: cut(one.nextTest, most.statement),
    })),
  };
}

/** Never in the middle of a character. */
function shortened(text: string, length: number): string {
  if (text.length <= length) return text;
  const end = /[\uD800-\uDBFF]/.test(text.charAt(length - 2)) ? length - 2 : length - 1;
  return `${text.slice(0, Math.max(end, 0)).trimEnd()}…`;
}
