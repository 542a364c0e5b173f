import * as Y from 'yjs';
import { addEvidence } from '../../shared/document/evidence.ts';
import { addHypothesis, cite, setStatus } from '../../shared/document/hypothesis.ts';
import { partsOf, writeText } from '../../shared/document/investigation.ts';
import type { Moments } from './moments.ts';
import { dedented, prose } from './prose.ts';
import { richText } from './richText.ts';
import type { SampleEvidence, SampleHypothesis, SampleInvestigation } from './ticket.ts';

/** The first update of an investigation's document. */
export function seedOf(investigation: SampleInvestigation, moments: Moments): Uint8Array {
  const doc = new Y.Doc();
  const { notes, evidence, hypotheses, draft } = investigation;
  doc.transact(() => {
    partsOf(doc).notes.insert(0, richText(moments.fill(dedented(notes).join('\n'))));
    if (draft !== undefined) writeText(partsOf(doc).draft, moments.fill(prose(draft)));
    for (const one of evidence) putEvidence(doc, one, moments);
    for (const one of hypotheses) putHypothesis(doc, one, moments);
  });
  const seed = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return seed;
}

function putEvidence(doc: Y.Doc, { id, by, ago, kind, text, source, seen }: SampleEvidence, moments: Moments): void {
  const [words, from] = [moments.fill(text), moments.fill(source)];
  const observedAt = moments.at(seen ?? ago);
  addEvidence(doc, { id, kind, text: words, source: from, observedAt }, { by: by.id, at: moments.roughly(ago, id) });
}

function putHypothesis(doc: Y.Doc, hypothesis: SampleHypothesis, moments: Moments): void {
  const { id, by, ago, text, next = '', then = [] } = hypothesis;
  const words = { id, text: moments.fill(text), nextTest: moments.fill(next) };
  addHypothesis(doc, words, { by: by.id, at: moments.roughly(ago, id) });
  for (const [status, changed, person] of then) {
    setStatus(doc, id, { status, by: person.id, at: moments.roughly(changed, id + status) });
  }
  for (const evidenceId of hypothesis.for ?? []) cite(doc, id, { evidenceId, stance: 'for' });
  for (const evidenceId of hypothesis.against ?? []) cite(doc, id, { evidenceId, stance: 'against' });
}
