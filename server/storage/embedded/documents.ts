import {
  type Claim,
  type Compaction,
  type Documents,
  EpochChanged,
  type StoredDocument,
  demandFree,
} from '../../ports/documents.ts';
import type { Database } from './database.ts';
import type { GroupCommit } from './groupCommit.ts';
import { reading } from './reading.ts';
import { leaveNoTrace } from './traces.ts';

/** A compacted state is an update like any other and stands at the seq of the last one it contains. */
export class EmbeddedDocuments implements Documents {
  readonly #database: Database;
  readonly #commits: GroupCommit;
  readonly #sql;

  constructor(database: Database, commits: GroupCommit) {
    this.#database = database;
    this.#commits = commits;
    this.#sql = statementsOf(database);
  }

  async load(id: string): Promise<StoredDocument | undefined> {
    return reading(() => {
      const [epoch, compacted] = this.#sql.find.first(id) ?? [];
      if (epoch === undefined || compacted === undefined) return undefined;
      const updates = this.#sql.updates.all(id).map(([bytes]) => new Uint8Array(bytes));
      const claims = this.#sql.claims.all(id).map(([client, person]) => ({ client, person }));
      return { epoch, updates, compacted, through: this.#lastSeq(id), claims };
    });
  }

  async create(id: string, epoch: string, seed: Uint8Array): Promise<boolean> {
    return this.#commits.write(() => {
      if (this.#sql.create.run(id, epoch) === 0) return false;
      this.#sql.insertUpdate.run(id, 1, seed);
      return true;
    });
  }

  // eslint-disable-next-line max-params -- as the port has it
  async append(
    id: string,
    epoch: string,
    updates: readonly Uint8Array[],
    claims: readonly Claim[] = [],
  ): Promise<number> {
    return this.#commits.write(() => {
      if (this.#sql.find.first(id)?.[0] !== epoch) throw new EpochChanged(id);
      for (const { client, person } of claims) {
        if (this.#sql.claim.run(id, client, person) > 0) continue;
        const [owner = person] = this.#sql.owner.first(id, client) ?? [];
        demandFree(id, [{ client, person }], [{ client, person: owner }]);
      }
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

  async remove(id: string): Promise<boolean> {
    const removed = await this.#commits.write(() => {
      this.#sql.removeUpdates.run(id);
      this.#sql.removeClaims.run(id);
      this.#sql.removeVersions.run(id);
      return this.#sql.remove.run(id) > 0;
    });
    await leaveNoTrace(this.#database);
    return removed;
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
    claims: database.statement<[number, string]>(
      'select client, person from document_claim where document_id = ? order by client',
    ),
    owner: database.statement<[string]>('select person from document_claim where document_id = ? and client = ?'),
    claim: database.statement('insert or ignore into document_claim (document_id, client, person) values (?, ?, ?)'),
    remove: database.statement('delete from document where id = ?'),
    removeUpdates: database.statement('delete from document_update where document_id = ?'),
    removeClaims: database.statement('delete from document_claim where document_id = ?'),
    removeVersions: database.statement('delete from document_version where document_id = ?'),
  };
}
