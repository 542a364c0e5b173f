import { createHash } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Blob, Blobs } from '../../ports/blobs.ts';
import type { Database } from './database.ts';
import { writeDurably } from './durableFile.ts';
import { asRefusal } from './failures.ts';
import type { GroupCommit } from './groupCommit.ts';
import { reading } from './reading.ts';
import { leaveNoTrace } from './traces.ts';

type Row = readonly [id: string, ticketId: string, type: string, name: string, file: string];

/**
 * Files in a folder, named after their content; a row per blob says which. The row comes last and makes it real. Files
 * are looked for and removed only while the database is locked for writing, so that no process takes another's away.
 */
export class EmbeddedBlobs implements Blobs {
  readonly #database: Database;
  readonly #commits: GroupCommit;
  readonly #folder: string;
  readonly #sql;

  constructor(database: Database, commits: GroupCommit, folder: string) {
    this.#database = database;
    this.#commits = commits;
    this.#folder = folder;
    this.#sql = statementsOf(database);
  }

  async put({ id, ticketId, type, name, bytes }: Blob): Promise<void> {
    const file = createHash('sha256').update(bytes).digest('hex');
    for (let isKept = false; !isKept;) {
      await writeDurably(this.#folder, file, bytes).catch((error: unknown) => {
        throw asRefusal(error);
      });
      isKept = await this.#commits.write(() => {
        if (!existsSync(join(this.#folder, file))) return false;
        const before = this.#sql.find.first(id)?.[4];
        this.#sql.save.run(id, ticketId, type, name, file);
        if (before !== undefined) this.#removeUnused(before);
        return true;
      });
    }
  }

  async get(id: string): Promise<Blob | undefined> {
    const row = await reading(() => this.#sql.find.first(id));
    return row && this.#withBytes(row);
  }

  async ofTicket(ticketId: string): Promise<Blob[]> {
    const rows = await reading(() => this.#sql.ofTicket.all(ticketId));
    const blobs: Blob[] = [];
    for (const row of rows) blobs.push(await this.#withBytes(row));
    return blobs;
  }

  async remove(id: string): Promise<boolean> {
    const removed = await this.#commits.write(() => {
      const file = this.#sql.find.first(id)?.[4];
      if (file === undefined) return false;
      this.#sql.remove.run(id);
      this.#removeUnused(file);
      return true;
    });
    await leaveNoTrace(this.#database);
    return removed;
  }

  #removeUnused(file: string): void {
    if (!this.#sql.ofFile.first(file)) rmSync(join(this.#folder, file), { force: true });
  }

  async #withBytes([id, ticketId, type, name, file]: Row): Promise<Blob> {
    const bytes = await readFile(join(this.#folder, file)).catch((error: unknown) => {
      throw asRefusal(error);
    });
    return { id, ticketId, type, name, bytes: new Uint8Array(bytes) };
  }
}

function statementsOf(database: Database) {
  const columns = 'id, ticket_id, type, name, file';
  return {
    save: database.statement(`insert or replace into blob (${columns}) values (?, ?, ?, ?, ?)`),
    find: database.statement<Row>(`select ${columns} from blob where id = ?`),
    ofTicket: database.statement<Row>(`select ${columns} from blob where ticket_id = ? order by id`),
    ofFile: database.statement<[number]>('select 1 from blob where file = ?'),
    remove: database.statement('delete from blob where id = ?'),
  };
}
