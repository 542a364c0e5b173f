import type { Database } from './database.ts';

/** One step per version, each carried out once and never changed afterwards; new ones go to the end. */
const migrations: readonly string[] = [
  `
  create table entry (
    board text not null, seq integer not null, command_id text not null, body text not null,
    unique (board, seq), unique (board, command_id)
  );
  create table entry_ticket (
    board text not null, ticket_id text not null, seq integer not null,
    primary key (board, ticket_id, seq)
  ) without rowid;

  create table document (id text primary key, epoch text not null, compacted integer not null) without rowid;
  create table document_update (
    document_id text not null, seq integer not null, bytes blob not null,
    primary key (document_id, seq)
  ) without rowid;

  create table ticket (
    board text not null, id text not null, version integer not null, column_id text not null,
    at text not null, number integer not null, words text not null, body text not null,
    unique (board, id)
  );
  create index ticket_by_time on ticket (board, at, number);
  create index ticket_by_column on ticket (board, column_id, at, number);
  create table snapshot (board text primary key, seq integer not null, body blob not null);

  create table session (
    id_hash text primary key, person text not null, created_at text not null, expires_at text not null
  ) without rowid;
  create table blob (
    id text primary key, ticket_id text not null, type text not null, name text not null, file text not null
  ) without rowid;
  `,
];

/** Brings the file to the newest version, in one transaction, whichever process comes first. */
export function migrate(database: Database, file: string): void {
  database.execute('begin immediate');
  try {
    const [version] = database.statement<[number]>('pragma user_version').first() ?? [0];
    if (version > migrations.length) {
      throw new Error(
        `${file} was written by a newer version of Swarmboard (schema ${version}); this one cannot read it`,
      );
    }
    for (const migration of migrations.slice(version)) database.execute(migration);
    database.execute(`pragma user_version = ${migrations.length}`);
    database.execute('commit');
  } catch (error) {
    if (database.inTransaction) database.execute('rollback');
    throw error;
  }
}
