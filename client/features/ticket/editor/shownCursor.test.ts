import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { isShownCursor } from './shownCursor.ts';

function aDocument(): { doc: Y.Doc; at: unknown } {
  const doc = new Y.Doc();
  const text = new Y.XmlText('Some notes');
  doc.getXmlFragment('notes').push([text]);
  return { doc, at: Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, 4)) };
}

test('a caret in the text is drawn, and so is one in an empty part', () => {
  const { doc, at } = aDocument();
  const atStart = Y.relativePositionToJSON(
    Y.createRelativePositionFromTypeIndex(doc.getXmlFragment('draft'), 0),
  ) as unknown;

  expect([at, atStart].map((position) => isShownCursor({ anchor: position, head: position }, doc))).toEqual([
    true,
    true,
  ]);
});

test.each([
  'notes',
  ['notes'],
  null,
  { type: 'x', item: 'x', tname: 'x', assoc: 'x' },
  { item: { client: 'x', clock: 0 } },
  { item: { client: 1, clock: null } },
  { tname: '__proto__' },
  { tname: 'nothing of ours' },
  { type: { client: 1 } },
])('a caret at %j is not drawn, and makes nothing', (position) => {
  const { doc, at } = aDocument();
  const parts = [...doc.share.keys()];

  expect(isShownCursor({ anchor: at, head: position }, doc)).toBe(false);
  expect(isShownCursor({ anchor: position, head: at }, doc)).toBe(false);
  expect([...doc.share.keys()]).toEqual(parts);
});
