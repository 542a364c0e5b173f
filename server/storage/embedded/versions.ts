import type { VersionReason, VersionSummary } from '../../../shared/protocol/http.ts';
import { EpochChanged } from '../../ports/documents.ts';
import type { Edition, Version, Versions } from '../../ports/versions.ts';
import { surplusOf } from '../versions.ts';
import type { Database } from './database.ts';
import type { GroupCommit } from './groupCommit.ts';
import { reading } from './reading.ts';

export class EmbeddedVersions implements Versions {
  readonly #commits: GroupCommit;
  readonly #sql;

  constructor(database: Database, commits: GroupCommit) {
    this.#commits = commits;
    this.#sql = statementsOf(database);
  }

  async keep({ id: document, epoch }: Edition, { id, at, by, why, state }: Version): Promise<void> {
    await this.#commits.write(() => {
      if (this.#sql.epoch.first(document)?.[0] !== epoch) throw new EpochChanged(document);
      this.#sql.insert.run(document, epoch, id, at, by, why, state);
      for (const old of surplusOf(this.#list({ id: document, epoch }))) this.#sql.remove.run(document, old);
    });
  }

  async list(edition: Edition): Promise<VersionSummary[]> {
    return reading(() => this.#list(edition));
  }

  async find({ id: document, epoch }: Edition, id: string): Promise<Version | undefined> {
    return reading(() => {
      const [at, by, why, state] = this.#sql.find.first(document, epoch, id) ?? [];
      if (at === undefined || by === undefined || why === undefined || !state) return undefined;
      return { id, at, by, why, state: new Uint8Array(state) };
    });
  }

  #list({ id: document, epoch }: Edition): VersionSummary[] {
    return this.#sql.list.all(document, epoch).map(([id, at, by, why]) => ({ id, at, by, why }));
  }
}

function statementsOf(database: Database) {
  return {
    epoch: database.statement<[string]>('select epoch from document where id = ?'),
    insert: database.statement(
      'insert into document_version (document_id, epoch, id, at, person, why, state) values (?, ?, ?, ?, ?, ?, ?)',
    ),
    list: database.statement<[string, string, string, VersionReason]>(
      `select id, at, person, why from document_version where document_id = ? and epoch = ?
       order by at desc, rowid desc`,
    ),
    find: database.statement<[string, string, VersionReason, Buffer]>(
      'select at, person, why, state from document_version where document_id = ? and epoch = ? and id = ?',
    ),
    remove: database.statement('delete from document_version where document_id = ? and id = ?'),
  };
}
