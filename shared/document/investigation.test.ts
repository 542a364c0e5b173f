import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { partsOf, textOf, writeText } from './investigation.ts';

/** A paragraph out of texts and names of inline nodes, such as `<hardBreak>`. */
function aParagraph(...parts: readonly string[]): Y.XmlElement {
  const paragraph = new Y.XmlElement('paragraph');
  const nodes = parts.map((part) => (part.startsWith('<') ? new Y.XmlElement(part.slice(1, -1)) : new Y.XmlText(part)));
  paragraph.insert(0, nodes);
  return paragraph;
}

function notesOf(...blocks: readonly Y.XmlElement[]): Y.XmlFragment {
  const { notes } = partsOf(new Y.Doc());
  notes.insert(0, [...blocks]);
  return notes;
}

describe('text of a fragment', () => {
  test('what was written as plain text reads the same', () => {
    const { notes } = partsOf(new Y.Doc());

    writeText(notes, 'first line\n\nthird line');

    expect(textOf(notes)).toBe('first line\n\nthird line');
  });

  test('line ends of other systems are line ends', () => {
    const { notes } = partsOf(new Y.Doc());

    writeText(notes, 'one\r\ntwo');

    expect(textOf(notes)).toBe('one\ntwo');
  });

  test('each block is a line, however deep it is nested', () => {
    const item = new Y.XmlElement('listItem');
    const list = new Y.XmlElement('bulletList');
    const notes = notesOf(aParagraph('before'), list);
    list.insert(0, [item]);
    item.insert(0, [aParagraph('in a list'), aParagraph('still in it')]);

    expect(textOf(notes)).toBe('before\nin a list\nstill in it');
  });

  test('a line stays one line around an image, and breaks where the author broke it', () => {
    const notes = notesOf(aParagraph('see ', '<image>', ' here', '<hardBreak>', 'and there'));

    expect(textOf(notes)).toBe('see  here\nand there');
  });

  test('marks are dropped', () => {
    const paragraph = aParagraph('not bold');
    const notes = notesOf(paragraph);
    (paragraph.get(0) as Y.XmlText).format(0, 3, { bold: true });

    expect(textOf(notes)).toBe('not bold');
  });

  test('what is no text at all reads as nothing', () => {
    const { notes } = partsOf(new Y.Doc());
    const stranger = new Y.Map() as unknown as Y.XmlElement;

    notes.insert(0, [stranger, new Y.XmlText('text')]);

    expect(textOf(notes)).toBe('text');
  });
});
