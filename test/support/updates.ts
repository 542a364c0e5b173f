import * as Y from 'yjs';
import type { Documents } from '../../server/ports/documents.ts';

/** The update that an empty document makes when it is changed so. */
export function buildUpdate(change: (doc: Y.Doc) => void): Uint8Array {
  const doc = new Y.Doc();
  change(doc);
  return Y.encodeStateAsUpdate(doc);
}

/** What somebody would see who only had the store. */
export async function storedDoc(documents: Documents, id = 'acme-1'): Promise<Y.Doc> {
  const doc = new Y.Doc();
  for (const update of (await documents.load(id))?.updates ?? []) Y.applyUpdate(doc, update);
  return doc;
}

export async function textOfStored(documents: Documents): Promise<string> {
  return (await storedDoc(documents)).getText('t').toJSON();
}
