import { copiesOf, unsavedKey } from './documentCopy.ts';

/** The documents that this device keeps for one person. */
export interface DeviceCopies {
  /** How many hold something that the server has not. */
  unsaved(person: string): Promise<number>;
  /** Removes all of them, or all that the server has too. */
  remove(person: string, which: 'all' | 'saved'): Promise<void>;
}

/** Removes one document's copy, see copyName. */
export function removeCopy(name: string): void {
  if (typeof indexedDB !== 'undefined') removeDatabase(name);
}

/** In IndexedDB, where y-indexeddb has put them. A browser that does not list its databases keeps them. */
export function browserCopies(): DeviceCopies {
  return {
    async unsaved(person) {
      const names = await namesOf(person);
      const marks = await Promise.all(names.map(isUnsaved));
      return marks.filter(Boolean).length;
    },
    async remove(person, which) {
      for (const name of await namesOf(person)) {
        if (which === 'all' || !(await isUnsaved(name))) removeDatabase(name);
      }
    },
  };
}

async function namesOf(person: string): Promise<string[]> {
  if (typeof indexedDB === 'undefined' || !('databases' in indexedDB)) return [];
  const all = await indexedDB.databases().catch(() => []);
  return all.flatMap(({ name }) => (name?.startsWith(copiesOf(person)) === true ? [name] : []));
}

/** Not awaited: a tab that still shows the document lets go of it first, however long that takes. */
function removeDatabase(name: string): void {
  indexedDB.deleteDatabase(name);
}

/** What `noteUnsaved` has noted; no without a note, and where it cannot be read. */
function isUnsaved(name: string): Promise<boolean> {
  return new Promise((resolve) => {
    const opening = indexedDB.open(name);
    opening.onerror = () => resolve(false);
    opening.onsuccess = () => {
      const database = opening.result;
      const reading = noteIn(database);
      if (!reading) {
        database.close();
        resolve(false);
        return;
      }
      reading.onsuccess = () => resolve(reading.result === 1);
      reading.onerror = () => resolve(false);
      reading.transaction?.addEventListener('complete', () => database.close());
    };
  });
}

function noteIn(database: IDBDatabase): IDBRequest<unknown> | undefined {
  if (!database.objectStoreNames.contains('custom')) return undefined;
  return database.transaction('custom').objectStore('custom').get(unsavedKey);
}
