import * as Y from 'yjs';

/** How much this document's own hand has written so far, to compare with later. */
export function clockOf(doc: Y.Doc): number {
  return Y.getState(doc.store, doc.clientID);
}

/** Pure: the lines that hold something written by this very hand after `since`, whole, as they read now. */
export function linesWrittenSince(doc: Y.Doc, since: number): string[] {
  const written = doc.store.clients.get(doc.clientID) ?? [];
  const lines = new Set<Y.Text>();
  for (const item of written) {
    if (!(item instanceof Y.Item) || item.deleted || item.id.clock + item.length <= since) continue;
    if (item.content instanceof Y.ContentString && item.parent instanceof Y.Text) lines.add(item.parent);
  }
  return [...lines].map(wordsIn).filter((line) => line !== '');
}

/** Without marks and carets. */
function wordsIn(text: Y.Text): string {
  const delta = text.toDelta() as { insert: unknown }[];
  return delta
    .map(({ insert }) => (typeof insert === 'string' ? insert : ''))
    .join('')
    .trim();
}
