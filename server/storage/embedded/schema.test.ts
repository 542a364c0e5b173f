import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { Database } from './database.ts';
import { openEmbeddedStore } from './embeddedStore.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** The tables of version 1 that later steps change, as they were. */
const version1 = `
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
  create table snapshot (board text primary key, seq integer not null, body blob not null);
  create table session (
    id_hash text primary key, person text not null, created_at text not null, expires_at text not null
  ) without rowid;
  create table blob (
    id text primary key, ticket_id text not null, type text not null, name text not null, file text not null
  ) without rowid;
  pragma user_version = 1;
`;

function aFileOfVersion1(): { dataDir: string; database: Database } {
  const dataDir = mkdtempSync(join(tmpdir(), 'swarmboard-schema-'));
  folders.push(dataDir);
  const database = new Database(join(dataDir, 'swarmboard.db'));
  database.execute(version1);
  return { dataDir, database };
}

test('entries that an earlier version wrote are found by person, ticket and time', async () => {
  const { dataDir, database } = aFileOfVersion1();
  const moved = { type: 'swarmJoined', ticketId: 'acme-1', person: 'bo', at: '1999-01-01T00:00:00.000Z' } as const;
  const entry = {
    board: 'acme',
    seq: 1,
    commandId: 'c1',
    person: 'ada',
    at: '2026-03-02T12:00:00.000Z',
    events: [moved],
  };
  const insert = database.statement('insert into entry (board, seq, command_id, body) values (?, ?, ?, ?)');
  insert.run('acme', 1, 'c1', JSON.stringify(entry));
  database.statement('insert into entry_ticket (board, ticket_id, seq) values (?, ?, ?)').run('acme', 'acme-1', 1);
  database.close();

  const store = await openEmbeddedStore({ dataDir });

  const search = { person: 'ada', ticket: 'acme-1', from: '2026-03-02T12:00:00.000Z', to: '2026-03-02T12:00:00.001Z' };
  expect((await store.log.search({ ...search, limit: 10 })).entries).toEqual([entry]);
  expect((await store.log.search({ person: 'bo', limit: 10 })).entries).toEqual([]);
  expect(await store.log.read('acme', { after: 0, limit: 10 })).toEqual([entry]);
  await store.close();
});

test('sessions that an earlier version wrote go on, each with a name of its own', async () => {
  const { dataDir, database } = aFileOfVersion1();
  const insert = database.statement(
    'insert into session (id_hash, person, created_at, expires_at) values (?, ?, ?, ?)',
  );
  for (const hash of ['one', 'two']) insert.run(hash, 'ada', '2026-03-02T12:00:00.000Z', '2036-03-02T12:00:00.000Z');
  database.close();

  const store = await openEmbeddedStore({ dataDir });

  const [one, two] = [await store.sessions.find('one'), await store.sessions.find('two')];
  expect(one).toMatchObject({ person: 'ada', seenAt: '2026-03-02T12:00:00.000Z', method: 'developer', browser: '' });
  expect(one?.id).toMatch(/^[0-9a-f]{16}$/);
  expect(one?.id).not.toBe(two?.id);
  expect(await store.sessions.ofPerson('ada')).toHaveLength(2);
  await store.close();
});
