import type { Session, Sessions } from '../../ports/sessions.ts';
import type { Database } from './database.ts';
import type { GroupCommit } from './groupCommit.ts';
import { reading } from './reading.ts';

export class EmbeddedSessions implements Sessions {
  readonly #commits: GroupCommit;
  readonly #sql;

  constructor(database: Database, commits: GroupCommit) {
    this.#commits = commits;
    this.#sql = statementsOf(database);
  }

  /** Each new session takes those along that have run out by then. */
  async save({ idHash, person, createdAt, expiresAt }: Session): Promise<void> {
    await this.#commits.write(() => {
      this.#sql.removeExpired.run(createdAt);
      this.#sql.save.run(idHash, person, createdAt, expiresAt);
    });
  }

  async find(idHash: string): Promise<Session | undefined> {
    const row = await reading(() => this.#sql.find.first(idHash));
    if (!row) return undefined;
    const [person, createdAt, expiresAt] = row;
    return { idHash, person, createdAt, expiresAt };
  }

  async remove(idHash: string): Promise<void> {
    await this.#commits.write(() => this.#sql.remove.run(idHash));
  }
}

function statementsOf(database: Database) {
  return {
    save: database.statement(
      'insert or replace into session (id_hash, person, created_at, expires_at) values (?, ?, ?, ?)',
    ),
    find: database.statement<[string, string, string]>(
      'select person, created_at, expires_at from session where id_hash = ?',
    ),
    remove: database.statement('delete from session where id_hash = ?'),
    removeExpired: database.statement('delete from session where expires_at < ?'),
  };
}
