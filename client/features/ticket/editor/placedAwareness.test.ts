import { expect, test } from 'vitest';
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { PlacedAwareness } from './placedAwareness.ts';

function pair() {
  const [mine, theirs] = [new Awareness(new Y.Doc()), new Awareness(new Y.Doc())];
  const tell = (state: Record<string, unknown>) => {
    theirs.setLocalState(state);
    applyAwarenessUpdate(mine, encodeAwarenessUpdate(theirs, [theirs.clientID]), 'network');
  };
  return { mine, tell };
}

function heardIn(awareness: Awareness, place: string): { count: number } {
  const heard = { count: 0 };
  new PlacedAwareness(awareness, place).on('change', () => (heard.count += 1));
  return heard;
}

test('an editor hears of somebody who comes, moves within and leaves its place, and of nobody else', () => {
  const { mine, tell } = pair();
  const [notes, draft] = [heardIn(mine, 'notes'), heardIn(mine, 'draft')];

  tell({ place: 'notes', cursor: 1 });
  tell({ place: 'notes', cursor: 2 });
  tell({ place: 'draft', cursor: 3 });
  tell({ place: 'draft', cursor: 4 });

  expect(notes.count).toBe(3);
  expect(draft.count).toBe(2);
});

test('the caret of a client that does not tell its place is heard everywhere', () => {
  const { mine, tell } = pair();
  const notes = heardIn(mine, 'notes');

  tell({ cursor: 1 });

  expect(notes.count).toBe(1);
});

test('an editor that goes away leaves the caret of another place alone', () => {
  const { mine } = pair();
  mine.setLocalState({ place: 'notes', cursor: 5 });

  new PlacedAwareness(mine, 'hypothesis:h1').setLocalStateField('cursor', null);
  expect(mine.getLocalState()).toMatchObject({ cursor: 5 });

  new PlacedAwareness(mine, 'notes').setLocalStateField('cursor', null);
  expect(mine.getLocalState()).toMatchObject({ cursor: null });
});

test('a listener that was taken off hears nothing any more', () => {
  const { mine, tell } = pair();
  const placed = new PlacedAwareness(mine, 'notes');
  let count = 0;
  const listener = () => (count += 1);
  placed.on('change', listener);

  placed.off('change', listener);
  tell({ place: 'notes', cursor: 1 });

  expect(count).toBe(0);
});
