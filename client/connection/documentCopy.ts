import { IndexeddbPersistence } from 'y-indexeddb';
import * as Y from 'yjs';

/** A document's copy on this device. */
export interface DocumentCopy {
  /** Resolves when what was kept is in the document; rejects when this device keeps nothing. */
  readonly loaded: Promise<LoadedCopy>;
  /** Remembers across visits whether the server lacks something of what is kept. */
  noteUnsaved(isUnsaved: boolean): void;
  /** Calls back when this device cannot keep an edit, for want of space for instance. */
  onFailure(listener: () => void): void;
  close(): void;
}

export interface LoadedCopy {
  /** Whether there was anything. */
  readonly found: boolean;
  /** Whether some of it was not known to be saved when this device last looked. */
  readonly unsaved: boolean;
}

/** Undefined where nothing can be kept. */
export type KeepCopy = (name: string, doc: Y.Doc) => DocumentCopy | undefined;

/** Where `noteUnsaved` leaves its note. */
export const unsavedKey = 'unsaved';

/** Copies are apart by person: whoever signs in next on this device must not find what the last one read. */
export function copyName({ person, ticketId, epoch }: { person: string; ticketId: string; epoch: string }): string {
  return `${copiesOf(person)}${ticketId}:${epoch}`;
}

/** How the names of a person's copies begin. */
export function copiesOf(person: string): string {
  return `swarmboard-document:${person}:`;
}

/** A browser that is asked for leave, or whose store is broken, may never answer. */
const openWithinMs = 3_000;

/** Keeps it in IndexedDB. */
export const keepInBrowser: KeepCopy = (name, doc) => {
  if (typeof indexedDB === 'undefined') return undefined;
  const kept = new IndexeddbPersistence(name, doc);
  const failed: (() => void)[] = [];
  const fail = () => {
    for (const listener of failed) listener();
  };
  kept._db.then((database) => {
    database.addEventListener('abort', fail);
  }, fail);
  return {
    loaded: load(kept),
    noteUnsaved: (isUnsaved) => {
      kept.set(unsavedKey, isUnsaved ? 1 : 0).catch(fail);
    },
    onFailure: (listener) => failed.push(listener),
    close: () => void kept.destroy(),
  };
};

async function load(kept: IndexeddbPersistence): Promise<LoadedCopy> {
  await Promise.race([Promise.all([kept._db, kept.whenSynced]), tooLate()]);
  const holdsNothing = Y.encodeStateVector(kept.doc).length === 1;
  return { found: !holdsNothing, unsaved: (await kept.get(unsavedKey)) === 1 };
}

function tooLate(): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => {
      reject(new Error('this browser keeps nothing'));
    }, openWithinMs);
  });
}
