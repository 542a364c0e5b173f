import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Blob, Blobs } from '../../ports/blobs.ts';
import type { Database } from './database.ts';
import { writeDurably } from './durableFile.ts';
import { asRefusal } from './failures.ts';
import type { GroupCommit } from './groupCommit.ts';
import { reading } from './reading.ts';

/** Files in a folder, named after their content; a row per blob says which. The row comes last and makes it real. */
export class EmbeddedBlobs implements Blobs {
  readonly #commits: GroupCommit;
  readonly #folder: string;
  readonly #sql;

  constructor(database: Database, commits: GroupCommit, folder: string) {
    this.#commits = commits;
    this.#folder = folder;
    this.#sql = {
      save: database.statement('insert or replace into blob (id, ticket_id, type, name, file) values (?, ?, ?, ?, ?)'),
      find: database.statement<[string, string, string, string]>(
        'select ticket_id, type, name, file from blob where id = ?',
      ),
    };
  }

  async put({ id, ticketId, type, name, bytes }: Blob): Promise<void> {
    const file = createHash('sha256').update(bytes).digest('hex');
    await writeDurably(this.#folder, file, bytes).catch((error: unknown) => {
      throw asRefusal(error);
    });
    await this.#commits.write(() => this.#sql.save.run(id, ticketId, type, name, file));
  }

  async get(id: string): Promise<Blob | undefined> {
    const row = await reading(() => this.#sql.find.first(id));
    if (!row) return undefined;
    const [ticketId, type, name, file] = row;
    const bytes = await readFile(join(this.#folder, file)).catch((error: unknown) => {
      throw asRefusal(error);
    });
    return { id, ticketId, type, name, bytes: new Uint8Array(bytes) };
  }
}
