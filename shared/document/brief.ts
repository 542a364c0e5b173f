import type * as Y from 'yjs';
import type { BriefContent } from '../domain/brief.ts';
import { readEvidence } from './evidence.ts';
import { readHypotheses } from './hypothesis.ts';
import { partsOf } from './investigation.ts';
import { sectionsOf } from './sections.ts';

/**
 * What an investigation tells whoever is tagged: its sections by their headings, its facts and its suspicions. All of it,
 * uncut; see briefClipped for what an event keeps. An empty document gives an empty brief.
 */
export function briefOf(doc: Y.Doc): BriefContent {
  const { problem, impact, steps } = sectionsOf(partsOf(doc).notes);
  return {
    problem: problem.join('\n'),
    impact: impact.join('\n'),
    steps,
    evidence: readEvidence(doc).map(({ id, kind, text, source, observedAt, file }) => {
      return { id, kind, text, source, observedAt, file };
    }),
    hypotheses: readHypotheses(doc).map(({ id, text, status, nextTestText, evidence }) => ({
      ...{ id, text, status, nextTest: nextTestText },
      for: evidence.filter(({ stance }) => stance === 'for').map(({ evidenceId }) => evidenceId),
      against: evidence.filter(({ stance }) => stance === 'against').map(({ evidenceId }) => evidenceId),
    })),
  };
}
