import type { Desk } from './desk.ts';

/** What the browser still keeps of a ticket: names of stored values, notes and documents. */
export function keptOf(desk: Desk, ticketId: string): Promise<string[]> {
  return desk.page.evaluate(async (id) => {
    const databases = await indexedDB.databases();
    const documents = databases.flatMap(({ name = '' }) => (name.includes(`${id}:`) ? [name] : []));
    const store = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('swarmboard');
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(new Error('the store cannot be read'));
    });
    const keys = await new Promise<string[]>((resolve) => {
      const asking = store.transaction('kept').objectStore('kept').getAllKeys();
      asking.onsuccess = () => resolve(asking.result.map(String));
    });
    store.close();
    const notes = Object.keys(localStorage);
    return [...documents, ...[...keys, ...notes].filter((name) => name.includes(id))];
  }, ticketId);
}
