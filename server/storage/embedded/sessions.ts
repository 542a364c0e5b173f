import type { SignInMethod } from '../../../shared/domain/events.ts';
import type { PersonId } from '../../../shared/domain/person.ts';
import type { Session, Sessions } from '../../ports/sessions.ts';
import type { Database } from './database.ts';
import type { GroupCommit } from './groupCommit.ts';
import { reading } from './reading.ts';

const columns = 'id_hash, id, person, created_at, expires_at, method, browser, address, seen_at';

type Row = readonly [
  ...(readonly [idHash: string, id: string, person: string, createdAt: string, expiresAt: string]),
  ...(readonly [method: SignInMethod, browser: string, address: string, seenAt: string]),
];

export class EmbeddedSessions implements Sessions {
  readonly #commits: GroupCommit;
  readonly #sql;

  constructor(database: Database, commits: GroupCommit) {
    this.#commits = commits;
    this.#sql = statementsOf(database);
  }

  /** Each new session takes those along that have run out by then. */
  async save(session: Session): Promise<void> {
    const { idHash, id, person, createdAt, expiresAt, method, browser, address, seenAt } = session;
    await this.#commits.write(() => {
      this.#sql.removeExpired.run(createdAt);
      this.#sql.save.run(idHash, id, person, createdAt, expiresAt, method, browser, address, seenAt);
    });
  }

  async find(idHash: string): Promise<Session | undefined> {
    return reading(() => this.#sql.find.all(idHash).map(toSession)[0]);
  }

  async ofPerson(person: PersonId): Promise<Session[]> {
    return reading(() => this.#sql.ofPerson.all(person).map(toSession));
  }

  async touch(idHash: string, { at, address }: { at: string; address: string }): Promise<void> {
    await this.#commits.write(() => this.#sql.touch.run(at, address, idHash));
  }

  async remove(idHash: string): Promise<void> {
    await this.#commits.write(() => this.#sql.remove.run(idHash));
  }

  async removeAll(idHashes: readonly string[]): Promise<void> {
    await this.#commits.write(() => {
      for (const idHash of idHashes) this.#sql.remove.run(idHash);
    });
  }
}

function statementsOf(database: Database) {
  return {
    save: database.statement(`insert or replace into session (${columns}) values (?, ?, ?, ?, ?, ?, ?, ?, ?)`),
    find: database.statement<Row>(`select ${columns} from session where id_hash = ?`),
    ofPerson: database.statement<Row>(`select ${columns} from session where person = ? order by seen_at desc, id desc`),
    touch: database.statement('update session set seen_at = ?, address = ? where id_hash = ?'),
    remove: database.statement('delete from session where id_hash = ?'),
    removeExpired: database.statement('delete from session where expires_at < ?'),
  };
}

function toSession([idHash, id, person, createdAt, expiresAt, method, browser, address, seenAt]: Row): Session {
  return { idHash, id, person, createdAt, expiresAt, method, browser, address, seenAt };
}
