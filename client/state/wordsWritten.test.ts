import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { partsOf, writeText } from '../../shared/document/investigation.ts';
import { clockOf, linesWrittenSince } from './wordsWritten.ts';

function paragraph(doc: Y.Doc, at: number): Y.XmlText {
  return (partsOf(doc).notes.get(at) as Y.XmlElement).get(0) as Y.XmlText;
}

test('only the lines that were touched since then are given, and whole', () => {
  const doc = new Y.Doc();
  writeText(partsOf(doc).notes, 'saved line\nanother saved line');
  const since = clockOf(doc);

  paragraph(doc, 1).insert(7, ' very');
  writeText(partsOf(doc).draft, 'a new one');

  expect(linesWrittenSince(doc, since)).toEqual(['another very saved line', 'a new one']);
});

test('what others write meanwhile is not mine', () => {
  const [mine, theirs] = [new Y.Doc(), new Y.Doc()];
  writeText(partsOf(theirs).notes, 'theirs');
  Y.applyUpdate(mine, Y.encodeStateAsUpdate(theirs));
  const since = clockOf(mine);

  writeText(partsOf(theirs).notes, 'theirs again');
  Y.applyUpdate(mine, Y.encodeStateAsUpdate(theirs));

  expect(linesWrittenSince(mine, since)).toEqual([]);
});

test('what was written and taken out again is gone, and marks are left out', () => {
  const doc = new Y.Doc();
  writeText(partsOf(doc).notes, 'one\ntwo');
  paragraph(doc, 0).format(0, 3, { bold: true });
  paragraph(doc, 1).delete(0, 3);

  expect(linesWrittenSince(doc, 0)).toEqual(['one']);
});
