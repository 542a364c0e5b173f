import type * as Y from 'yjs';
import { briefOf } from '../../shared/document/brief.ts';
import { readEvidence } from '../../shared/document/evidence.ts';
import { readHypotheses } from '../../shared/document/hypothesis.ts';
import type { TicketReply } from '../../shared/protocol/http.ts';

/** The hypotheses and the evidence of an investigation, with who and when. */
export function investigationRecords(doc: Y.Doc): Pick<TicketReply, 'hypotheses' | 'evidence'> {
  const brief = briefOf(doc);
  const hypotheses = new Map(readHypotheses(doc).map((one) => [one.id, one]));
  const evidence = new Map(readEvidence(doc).map((one) => [one.id, one]));
  return {
    hypotheses: brief.hypotheses.map((one) => {
      const { author = '', createdAt = '', history = [] } = hypotheses.get(one.id) ?? {};
      return { ...one, author, createdAt, history };
    }),
    evidence: brief.evidence.map((one) => {
      const { author = '', addedAt = '' } = evidence.get(one.id) ?? {};
      return { ...one, author, addedAt };
    }),
  };
}
