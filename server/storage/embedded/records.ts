import type { Kept, NewRecord, RecordKind, Records } from '../../ports/records.ts';
import { revisionStep, toRecordText } from '../records.ts';
import type { Database } from './database.ts';
import type { GroupCommit } from './groupCommit.ts';
import { reading } from './reading.ts';

type Row = readonly [id: string, group: string, expiresAt: string | null, revision: number, value: string];

export class EmbeddedRecords implements Records {
  readonly #commits: GroupCommit;
  readonly #sql;

  constructor(database: Database, commits: GroupCommit) {
    this.#commits = commits;
    this.#sql = statementsOf(database);
  }

  async find(kind: RecordKind, id: string): Promise<Kept | undefined> {
    return reading(() => this.#sql.find.all(kind, id, now()).map(toKept)[0]);
  }

  async list(kind: RecordKind, page: { group: string; before?: string; limit: number }): Promise<Kept[]> {
    const { group, before, limit } = page;
    return reading(() =>
      before === undefined
        ? this.#sql.list.all(kind, group, now(), limit).map(toKept)
        : this.#sql.listBefore.all(kind, group, before, now(), limit).map(toKept),
    );
  }

  async create(kind: RecordKind, record: NewRecord): Promise<boolean> {
    const value = toRecordText(record.value);
    return this.#commits.write(() => {
      this.#sql.removeIfExpired.run(kind, record.id, now());
      const { id, group = '', expiresAt = null } = record;
      return this.#sql.create.run(kind, id, group, expiresAt, revisionStep(), value) > 0;
    });
  }

  async put(kind: RecordKind, record: NewRecord): Promise<void> {
    const value = toRecordText(record.value);
    const { id, group = '', expiresAt = null } = record;
    await this.#commits.write(() => this.#sql.put.run(kind, id, group, expiresAt, revisionStep(), value));
  }

  async replace(kind: RecordKind, record: NewRecord, revision: number): Promise<boolean> {
    const value = toRecordText(record.value);
    const { id, group = '', expiresAt = null } = record;
    return this.#commits.write(() => {
      const next = revision + revisionStep();
      return this.#sql.replace.run(group, expiresAt, next, value, kind, id, revision, now()) > 0;
    });
  }

  async remove(kind: RecordKind, id: string): Promise<boolean> {
    return this.#commits.write(() => {
      this.#sql.removeIfExpired.run(kind, id, now());
      return this.#sql.remove.run(kind, id) > 0;
    });
  }

  async removeExpired(now: string): Promise<void> {
    await this.#commits.write(() => this.#sql.removeExpired.run(now));
  }
}

function statementsOf(database: Database) {
  const columns = 'id, group_id, expires_at, revision, value';
  const lives = '(expires_at is null or expires_at > ?)';
  return {
    find: database.statement<Row>(`select ${columns} from record where kind = ? and id = ? and ${lives}`),
    list: database.statement<Row>(
      `select ${columns} from record where kind = ? and group_id = ? and ${lives} order by id desc limit ?`,
    ),
    listBefore: database.statement<Row>(
      `select ${columns} from record where kind = ? and group_id = ? and id < ? and ${lives} order by id desc limit ?`,
    ),
    create: database.statement(`insert or ignore into record (kind, ${columns}) values (?, ?, ?, ?, ?, ?)`),
    put: database.statement(
      `insert into record (kind, ${columns}) values (?, ?, ?, ?, ?, ?)
       on conflict (kind, id) do update set group_id = excluded.group_id, expires_at = excluded.expires_at,
         revision = record.revision + excluded.revision, value = excluded.value`,
    ),
    replace: database.statement(
      `update record set group_id = ?, expires_at = ?, revision = ?, value = ?
       where kind = ? and id = ? and revision = ? and ${lives}`,
    ),
    remove: database.statement('delete from record where kind = ? and id = ?'),
    removeIfExpired: database.statement('delete from record where kind = ? and id = ? and expires_at <= ?'),
    removeExpired: database.statement('delete from record where expires_at <= ?'),
  };
}

function toKept([id, group, expiresAt, revision, value]: Row): Kept {
  return { id, group, ...(expiresAt !== null && { expiresAt }), revision, value: JSON.parse(value) as unknown };
}

function now(): string {
  return new Date().toISOString();
}
