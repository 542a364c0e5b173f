import * as Y from 'yjs';
import type { DocumentCopy, KeepCopy } from '../../client/connection/documentCopy.ts';

/** What one browser keeps of documents, by name. */
export class MemoryCopies {
  readonly #kept = new Map<string, { updates: Uint8Array[]; unsaved: boolean }>();

  readonly keep: KeepCopy = (name, doc): DocumentCopy => {
    const kept = this.#kept.get(name) ?? { updates: [], unsaved: false };
    this.#kept.set(name, kept);
    const onUpdate = (update: Uint8Array, origin: unknown) => {
      if (origin !== this) kept.updates.push(update);
    };
    doc.on('update', onUpdate);
    const load = () => {
      for (const update of kept.updates) Y.applyUpdate(doc, update, this);
      return { found: kept.updates.length > 0, unsaved: kept.unsaved };
    };
    return {
      loaded: Promise.resolve().then(load),
      noteUnsaved: (isUnsaved) => (kept.unsaved = isUnsaved),
      onFailure: () => undefined,
      close: () => {
        doc.off('update', onUpdate);
      },
    };
  };
}
