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
  `
  alter table entry add column at text not null default '';
  alter table entry add column person text not null default '';
  update entry set at = json_extract(body, '$.at'), person = json_extract(body, '$.person');
  create index entry_by_time on entry (at, board, seq);
  create index entry_by_board_and_time on entry (board, at, seq);
  create index entry_by_person on entry (person, at, board, seq);
  create index entry_ticket_by_ticket on entry_ticket (ticket_id, board, seq);

  create table document_claim (
    document_id text not null, client integer not null, person text not null,
    primary key (document_id, client)
  ) without rowid;

  alter table session add column id text not null default '';
  alter table session add column method text not null default 'developer';
  alter table session add column browser text not null default '';
  alter table session add column address text not null default '';
  alter table session add column seen_at text not null default '';
  update session set id = lower(hex(randomblob(8))), seen_at = created_at;
  create index session_by_person on session (person, seen_at);

  create table record (
    kind text not null, id text not null, group_id text not null, expires_at text, revision integer not null,
    value text not null,
    unique (kind, id)
  );
  create index record_by_group on record (kind, group_id, id);
  create index record_by_end on record (expires_at) where expires_at is not null;

  create index blob_by_ticket on blob (ticket_id);
  create index blob_by_file on blob (file);
  `,
  `
  create table document_version (
    document_id text not null, epoch text not null, id text not null, at text not null, person text not null,
    why text not null, state blob not null,
    unique (document_id, id)
  );
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
