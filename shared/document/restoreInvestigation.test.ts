import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { addEvidence, readEvidence } from './evidence.ts';
import { addHypothesis, cite, readHypotheses, setStatus } from './hypothesis.ts';
import { partsOf, textOf, writeText } from './investigation.ts';
import { newInvestigation } from './newInvestigation.ts';
import { restoreInvestigation } from './restoreInvestigation.ts';

const act = { by: 'ada', at: '2026-03-02T12:00:00.000Z' };

/** Somebody else's copy, as it would be after a reload. */
function copyOf(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
}

function anInvestigation(): Y.Doc {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, newInvestigation());
  const { notes, draft } = partsOf(doc);
  const paragraph = new Y.XmlElement('paragraph');
  const words = new Y.XmlText();
  words.applyDelta([
    { insert: 'The ' },
    { insert: 'gateway', attributes: { bold: {}, code: {} } },
    { insert: ' drops' },
  ]);
  const picture = new Y.XmlElement('image');
  picture.setAttribute('src', '/files/1');
  picture.setAttribute('width', 320 as unknown as string);
  paragraph.insert(0, [words, picture]);
  notes.insert(notes.length, [paragraph]);
  writeText(draft, 'Dear Acme,\n\nwe found it.');
  addEvidence(doc, { id: 'e1', kind: 'log', text: '502 at noon', source: 'gateway.log' }, act);
  addHypothesis(doc, { id: 'h1', text: 'A proxy in between', nextTest: 'Ask for its log' }, act);
  cite(doc, 'h1', { evidenceId: 'e1', stance: 'for' });
  setStatus(doc, 'h1', { status: 'testing', by: 'bo', at: '2026-03-02T12:05:00.000Z' });
  return doc;
}

/** All of it in plain values. */
function contentOf(doc: Y.Doc) {
  const { notes, draft, hypotheses, evidence } = partsOf(doc);
  const blocks = (fragment: Y.XmlFragment) =>
    (fragment.toArray() as Y.XmlElement[]).map((block): unknown[] => [
      block.toJSON() as unknown,
      block.getAttributes(),
    ]);
  return {
    ...{ notes: blocks(notes), draft: blocks(draft) },
    ...{ hypotheses: hypotheses.toJSON() as unknown, evidence: evidence.toJSON() as unknown },
    told: [readHypotheses(doc), readEvidence(doc)].map((all) => JSON.stringify(all)),
  };
}

function deleteAll(doc: Y.Doc): void {
  const { notes, draft, hypotheses, evidence } = partsOf(doc);
  doc.transact(() => {
    for (const fragment of [notes, draft]) fragment.delete(0, fragment.length);
    for (const fields of [hypotheses, evidence]) for (const key of [...fields.keys()]) fields.delete(key);
  });
}

test('what was deleted is back: text, marks, pictures, hypotheses with citations and history, evidence and draft', () => {
  const doc = anInvestigation();
  const earlier = copyOf(doc);
  const wanted = contentOf(earlier);
  deleteAll(doc);
  const current = copyOf(doc);

  restoreInvestigation(current, earlier);

  expect(contentOf(current)).toEqual(wanted);
  expect(readHypotheses(current)[0]).toMatchObject({
    status: 'testing',
    evidence: [{ evidenceId: 'e1', stance: 'for' }],
  });
  expect(contentOf(earlier)).toEqual(wanted);
  const heading = partsOf(current).notes.get(0) as Y.XmlElement;
  expect(heading.getAttribute('level')).toBe(2);
});

test('what was written since is gone, and can be had back in the same way', () => {
  const doc = anInvestigation();
  const earlier = copyOf(doc);
  writeText(partsOf(doc).notes, 'written later');
  addEvidence(doc, { id: 'e2', kind: 'error', text: 'found later' }, act);
  setStatus(doc, 'h1', { status: 'refuted', by: 'ada', at: '2026-03-02T12:10:00.000Z' });
  const later = copyOf(doc);

  restoreInvestigation(doc, earlier);
  expect(contentOf(doc)).toEqual(contentOf(earlier));
  restoreInvestigation(doc, later);

  expect(contentOf(doc)).toEqual(contentOf(later));
});

test('what somebody types at the same moment stays', () => {
  const doc = anInvestigation();
  const earlier = copyOf(doc);
  partsOf(doc).notes.delete(3, 4);
  const colleague = copyOf(doc);
  const heading = partsOf(colleague).notes.get(0) as Y.XmlElement;
  (heading.get(0) as Y.XmlText).insert(4, ' really');
  writeText(partsOf(colleague).notes, 'and something new');

  restoreInvestigation(doc, earlier);
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(colleague));
  Y.applyUpdate(colleague, Y.encodeStateAsUpdate(doc));

  const text = textOf(partsOf(doc).notes);
  expect(text).toContain('What really happens');
  expect(text).toContain('and something new');
  expect(text).toContain('The gateway drops');
  expect(contentOf(colleague)).toEqual(contentOf(doc));
});

test('when nothing differs nothing is written', () => {
  const doc = anInvestigation();
  const before = Y.encodeStateAsUpdate(doc);

  restoreInvestigation(doc, copyOf(doc));

  expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
});

test('also what has no right form is brought back as it was', () => {
  const doc = anInvestigation();
  const { hypotheses } = partsOf(doc);
  (hypotheses as unknown as Y.Map<unknown>).set('odd', 'just a text');
  hypotheses.set('nested', new Y.Map([['list', Y.Array.from([1, new Y.Text('deep'), null])]]));
  const earlier = copyOf(doc);
  deleteAll(doc);

  restoreInvestigation(doc, earlier);

  expect(contentOf(doc)).toEqual(contentOf(earlier));
});
