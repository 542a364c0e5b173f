import { type Compaction, type Documents, EpochChanged, type StoredDocument } from '../../ports/documents.ts';
import type { Database } from './database.ts';
import type { GroupCommit } from './groupCommit.ts';
import { reading } from './reading.ts';

/** A compacted state is an update like any other and stands at the seq of the last one it contains. */
export class EmbeddedDocuments implements Documents {
  readonly #commits: GroupCommit;
  readonly #sql;

  constructor(database: Database, commits: GroupCommit) {
    this.#commits = commits;
    this.#sql = statementsOf(database);
  }

  async load(id: string): Promise<StoredDocument | undefined> {
    return reading(() => {
      const [epoch, compacted] = this.#sql.find.first(id) ?? [];
      if (epoch === undefined || compacted === undefined) return undefined;
      const updates = this.#sql.updates.all(id).map(([bytes]) => new Uint8Array(bytes));
      return { epoch, updates, compacted, through: this.#lastSeq(id) };
    });
  }

  async create(id: string, epoch: string, seed: Uint8Array): Promise<boolean> {
    return this.#commits.write(() => {
      if (this.#sql.create.run(id, epoch) === 0) return false;
      this.#sql.insertUpdate.run(id, 1, seed);
      return true;
    });
  }

  async append(id: string, epoch: string, updates: readonly Uint8Array[]): Promise<number> {
    return this.#commits.write(() => {
      if (this.#sql.find.first(id)?.[0] !== epoch) throw new EpochChanged(id);
      let seq = this.#lastSeq(id);
      for (const bytes of updates) this.#sql.insertUpdate.run(id, ++seq, bytes);
      return seq;
    });
  }

  async compact(id: string, epoch: string, { since, through, state }: Compaction): Promise<boolean> {
    return this.#commits.write(() => {
      const [storedEpoch, compacted] = this.#sql.find.first(id) ?? [];
      if (storedEpoch !== epoch || compacted !== since) return false;
      if (through <= since || through > this.#lastSeq(id)) return false;
      this.#sql.removeThrough.run(id, through);
      this.#sql.insertUpdate.run(id, through, state);
      this.#sql.setCompacted.run(through, id);
      return true;
    });
  }

  #lastSeq(id: string): number {
    return this.#sql.lastSeq.first(id)?.[0] ?? 0;
  }
}

function statementsOf(database: Database) {
  return {
    find: database.statement<[string, number]>('select epoch, compacted from document where id = ?'),
    create: database.statement('insert or ignore into document (id, epoch, compacted) values (?, ?, 0)'),
    setCompacted: database.statement('update document set compacted = ? where id = ?'),
    updates: database.statement<[Buffer]>('select bytes from document_update where document_id = ? order by seq'),
    lastSeq: database.statement<[number]>(
      'select seq from document_update where document_id = ? order by seq desc limit 1',
    ),
    insertUpdate: database.statement('insert into document_update (document_id, seq, bytes) values (?, ?, ?)'),
    removeThrough: database.statement('delete from document_update where document_id = ? and seq <= ?'),
  };
}
