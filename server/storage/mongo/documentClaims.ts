import { type ClientSession, MongoBulkWriteError } from 'mongodb';
import type { Claim } from '../../ports/documents.ts';
import { passBarrier } from './barrier.ts';
import type { Collections, DocumentRow } from './collections.ts';
import type { Edition } from './documentUpdates.ts';
import { isDuplicateKey } from './failures.ts';

/** Which person used which Yjs client id first, per document and epoch. */
export class DocumentClaims {
  readonly #collections: Collections;

  constructor(collections: Collections) {
    this.#collections = collections;
  }

  async of({ _id, epoch }: DocumentRow, session: ClientSession): Promise<Claim[]> {
    const filter = { document: _id, epoch };
    const rows = await this.#collections.claims.find(filter, { sort: { client: 1 }, session }).toArray();
    return rows.map(({ client, person }) => ({ client, person }));
  }

  /** A claim that is there stays; durable when it resolves, and fit to be repeated. */
  async add({ id, epoch }: Edition, claims: readonly Claim[]): Promise<void> {
    const rows = claims.map(({ client, person }) => ({ document: id, epoch, client, person }));
    try {
      await this.#collections.claims.insertMany(rows, { ordered: false });
    } catch (error) {
      if (!onlyDuplicates(error)) throw error;
      await passBarrier(this.#collections);
    }
  }

  async removeAll({ id, epoch }: Edition): Promise<void> {
    await this.#collections.claims.deleteMany({ document: id, epoch });
  }
}

function onlyDuplicates(error: unknown): boolean {
  if (!isDuplicateKey(error) || !(error instanceof MongoBulkWriteError)) return false;
  if (error.result.getWriteConcernError()) return false;
  return error.result.getWriteErrors().every((single) => single.code === error.code);
}
