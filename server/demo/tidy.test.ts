import { beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { addEvidence, readEvidence } from '../../shared/document/evidence.ts';
import { addHypothesis, cite, readHypotheses, setStatus } from '../../shared/document/hypothesis.ts';
import { partsOf, textOf, writeText } from '../../shared/document/investigation.ts';
import type { Scene } from './scene.ts';
import { sceneIds, tidy } from './tidy.ts';

const at = '2026-03-02T12:00:00.000Z';
const scene: Scene = {
  key: 'report-slow',
  notes: ['The request was cancelled after 60 s.', 'Monthly reports add up to the same.'],
  hypothesis: { text: 'The report leaves the rollup.', nextTest: 'Query plan for 91 days.' },
  evidence: { kind: 'observation', text: 'The plan uses events.', source: 'EXPLAIN' },
  outcome: 'supported',
  message: 'One line.',
};
const ids = sceneIds(scene);
const isReal = (person: string) => person === 'ada';
let doc: Y.Doc;

/** What a visit leaves behind. */
beforeEach(() => {
  doc = new Y.Doc();
  writeText(partsOf(doc).notes, ['What happens', ...scene.notes].join('\n'));
  const by = { by: 'sample-adaeze', at };
  addHypothesis(doc, { id: ids.hypothesis, ...scene.hypothesis }, by);
  addEvidence(doc, { id: ids.evidence, ...scene.evidence }, by);
  cite(doc, ids.hypothesis, { evidenceId: ids.evidence, stance: 'for' });
  setStatus(doc, ids.hypothesis, { status: 'supported', ...by });
});

function left() {
  const hypotheses = readHypotheses(doc).map(({ id }) => id);
  return { notes: textOf(partsOf(doc).notes), hypotheses, evidence: readEvidence(doc).map(({ id }) => id) };
}

test('what an earlier visit added is taken out again, and nothing else', () => {
  addHypothesis(doc, { id: 'h1', text: 'Too much data.' }, { by: 'ada', at });

  tidy(doc, scene, isReal);

  expect(left()).toEqual({ notes: 'What happens', hypotheses: ['h1'], evidence: [] });
});

test('a line that was cut off is recognised by how it begins', () => {
  const notes = partsOf(doc).notes;
  notes.delete(0, notes.length);
  writeText(notes, 'The request was canc\nThe requ\nThe re\n');

  tidy(doc, scene, isReal);

  expect(left().notes).toBe('The re');
});

test('a line that somebody went on with stays', () => {
  const line = partsOf(doc).notes.get(1) as Y.XmlElement;
  (line.get(0) as Y.XmlText).insert(scene.notes[0]?.length ?? 0, ' Really?');

  tidy(doc, scene, isReal);

  expect(left().notes).toBe(`What happens\n${scene.notes[0] ?? ''} Really?`);
});

test('a hypothesis whose status somebody real has changed stays, with its evidence', () => {
  setStatus(doc, ids.hypothesis, { status: 'refuted', by: 'ada', at });

  tidy(doc, scene, isReal);

  expect(left()).toMatchObject({ hypotheses: [ids.hypothesis], evidence: [ids.evidence] });
});

test('evidence that somebody cites for a hypothesis of their own stays', () => {
  addHypothesis(doc, { id: 'h1', text: 'Too much data.' }, { by: 'ada', at });
  cite(doc, 'h1', { evidenceId: ids.evidence, stance: 'against' });

  tidy(doc, scene, isReal);

  expect(left()).toMatchObject({ hypotheses: ['h1'], evidence: [ids.evidence] });
});
