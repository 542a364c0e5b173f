import { expect } from 'vitest';
import * as Y from 'yjs';
import type { Compaction, Documents, StoredDocument } from '../../server/ports/documents.ts';
import { contentOf, remainingOf } from './documentEdits.ts';
import { storedDoc } from './updates.ts';

/** A store with a witness who has seen everything that ever became durable, whatever was compacted since. */
export class WitnessedDocuments implements Documents {
  readonly #store: Documents;
  readonly #seen = new Y.Doc();

  constructor(store: Documents) {
    this.#store = store;
  }

  load(id: string): Promise<StoredDocument | undefined> {
    return this.#store.load(id);
  }

  compact(id: string, epoch: string, compaction: Compaction): Promise<boolean> {
    return this.#store.compact(id, epoch, compaction);
  }

  async create(id: string, epoch: string, seed: Uint8Array): Promise<boolean> {
    const isCreated = await this.#store.create(id, epoch, seed);
    if (isCreated) Y.applyUpdate(this.#seen, seed);
    return isCreated;
  }

  remove(id: string): Promise<boolean> {
    return this.#store.remove(id);
  }

  async append(...given: Parameters<Documents['append']>): Promise<number> {
    const through = await this.#store.append(...given);
    const [, , updates] = given;
    for (const update of updates) Y.applyUpdate(this.#seen, update);
    return through;
  }

  expectDurable(updates: readonly Uint8Array[], whose: string): void {
    if (updates.length === 0) return;
    const snapshot = Y.snapshot(this.#seen);
    const lost = updates.filter((update) => !Y.snapshotContainsUpdate(snapshot, update));
    expect(lost.length, `edits of ${whose} that are called saved and are not in the store`).toBe(0);
  }

  /** What the store would give to a server that starts now; it must be all that ever became durable. */
  async read(id: string): Promise<Y.Doc> {
    const doc = await storedDoc(this, id);
    expect(contentOf(doc), 'the store has all that it ever took').toEqual(contentOf(this.#seen));
    expect(remainingOf(doc), 'the store has all that it ever took').toEqual(remainingOf(this.#seen));
    expect(Y.encodeStateVector(doc)).toEqual(Y.encodeStateVector(this.#seen));
    return doc;
  }
}
