import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { partsOf, textOf, writeText } from '../../shared/document/investigation.ts';
import { seededChance } from './chance.ts';
import { addParagraph, type } from './typing.ts';

const text = 'The plan for 91 days uses events, not the rollup.';

function aDesk(mayGoOn: () => boolean = () => true) {
  const doc = new Y.Doc();
  const carets: number[] = [];
  const waits: number[] = [];
  const room = { doc, showCaret: (_text: Y.XmlText, index: number) => void carets.push(index) };
  const pause = async (ms: number) => void waits.push(ms);
  return { doc, notes: partsOf(doc).notes, room, carets, waits, hands: { chance: seededChance(1), pause, mayGoOn } };
}

test('every character is an update of its own with the caret behind it, at the speed of a person', async () => {
  const { doc, notes, room, carets, waits, hands } = aDesk();
  const paragraph = addParagraph(notes);
  let updates = 0;
  doc.on('update', () => (updates += 1));

  const finished = await type(room, { paragraph, text }, hands);

  const seconds = waits.reduce((sum, ms) => sum + ms, 0) / 1000;
  expect(finished).toBe(true);
  expect(textOf(notes)).toBe(text);
  expect(updates).toBeGreaterThanOrEqual(text.length);
  expect(carets).toEqual(Array.from(text, (_, index) => index + 1));
  expect(text.length / seconds).toBeGreaterThan(5);
  expect(text.length / seconds).toBeLessThan(12);
});

test('typing ends where somebody else needs the place', async () => {
  let left = 10;
  const { notes, room, hands } = aDesk(() => (left -= 1) >= 0);

  const finished = await type(room, { paragraph: addParagraph(notes), text }, hands);

  expect(finished).toBe(false);
  expect(textOf(notes)).toBe(text.slice(0, 10));
});

test('a paragraph that somebody deletes is not written on in', async () => {
  const { notes, room, waits, hands } = aDesk();
  const pause = async (ms: number) => {
    await hands.pause(ms);
    if (waits.length === 5) notes.delete(0, 1);
  };

  const finished = await type(room, { paragraph: addParagraph(notes), text }, { ...hands, pause });

  expect(finished).toBe(false);
  expect(waits).toHaveLength(5);
});

test('a new paragraph goes above the empty one at the end', () => {
  const { notes } = aDesk();
  writeText(notes, 'What is there\n');

  const paragraph = addParagraph(notes);

  expect(notes.toArray().indexOf(paragraph)).toBe(1);
  expect(notes.length).toBe(3);
});
