import type { Requirement } from '../../shared/domain/brief.ts';

interface Words {
  /** Short enough for a checkbox or a chip. */
  readonly label: string;
  /** Where it is written down, in one sentence. */
  readonly about: string;
}

/** What a charter can ask for before somebody is tagged, as people read it. */
export const requirementWords: Readonly<Record<Requirement, Words>> = {
  problem: { label: 'Problem', about: 'What happens, in a line: the section “What happens” of the notes.' },
  impact: { label: 'Impact', about: 'Who is affected and how badly: the section “Impact” of the notes.' },
  steps: {
    label: 'Steps tried',
    about: 'What was tried and what came of it: the section “Tried so far” of the notes.',
  },
  hypothesis: { label: 'A hypothesis', about: 'At least one suspected cause, refuted ones count too.' },
  evidence: { label: 'Any evidence', about: 'At least one fact of any kind, with its source and time.' },
  endpoint: { label: 'Failing endpoint', about: 'The request that fails, as evidence of the kind “endpoint”.' },
  error: { label: 'Error code', about: 'What the system answered, as evidence of the kind “error”.' },
  workspace: { label: 'Affected workspace', about: 'Which account or workspace, as evidence of the kind “workspace”.' },
  log: { label: 'Log', about: 'The lines that matter, as evidence of the kind “log”.' },
  screenshot: {
    label: 'Screenshot',
    about: 'A picture of what the customer sees, as evidence of the kind “screenshot”.',
  },
  observation: {
    label: 'Observation',
    about: 'What somebody saw for themselves, as evidence of the kind “observation”.',
  },
};
