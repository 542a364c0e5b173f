import * as Y from 'yjs';

/** What changing a document with this state makes of it, as updates under a Yjs client that nobody has used. */
export function updatesBy(edit: (doc: Y.Doc) => void, state: Uint8Array): Uint8Array[] {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, state);
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  doc.transact(() => {
    edit(doc);
  });
  doc.destroy();
  return updates;
}
