import type * as Y from 'yjs';
import type { BriefContent } from '../domain/brief.ts';
import { readEvidence } from './evidence.ts';
import { readHypotheses } from './hypothesis.ts';
import { partsOf } from './investigation.ts';
import { sectionsOf } from './sections.ts';

/** What an investigation tells whoever is tagged: its sections by their headings, its facts and its suspicions. */
export function briefOf(doc: Y.Doc): BriefContent {
  const sections = sectionsOf(partsOf(doc).notes);
  return {
    problem: sections.get('what happens') ?? '',
    impact: sections.get('impact') ?? '',
    steps: (sections.get('tried so far') ?? '').split('\n').filter((line) => line.trim() !== ''),
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
