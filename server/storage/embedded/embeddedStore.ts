import { join } from 'node:path';
import type { Store } from '../../ports/store.ts';
import { EmbeddedBlobs } from './blobs.ts';
import { Database } from './database.ts';
import { EmbeddedDocuments } from './documents.ts';
import { makeFolderDurably } from './durableFile.ts';
import { GroupCommit } from './groupCommit.ts';
import { EmbeddedLog } from './log.ts';
import { EmbeddedProjections } from './projections.ts';
import { EmbeddedRecords } from './records.ts';
import { migrate } from './schema.ts';
import { EmbeddedSessions } from './sessions.ts';
import { EmbeddedVersions } from './versions.ts';

/** How long another process, such as an import, may hold the file before a write is refused. */
const lockWaitMs = 4_500;

/** Everything in one folder: a SQLite file and the blobs beside it. Several processes may have it open. */
export async function openEmbeddedStore({ dataDir }: { dataDir: string }): Promise<Store> {
  const blobFolder = join(dataDir, 'blobs');
  await makeFolderDurably(blobFolder);
  const database = openDatabase(join(dataDir, 'swarmboard.db'));
  const commits = new GroupCommit(database, { lockWaitMs });
  return {
    log: new EmbeddedLog(database, commits),
    documents: new EmbeddedDocuments(database, commits),
    versions: new EmbeddedVersions(database, commits),
    projections: new EmbeddedProjections(database, commits),
    sessions: new EmbeddedSessions(database, commits),
    records: new EmbeddedRecords(database, commits),
    blobs: new EmbeddedBlobs(database, commits, blobFolder),
    // A store that cannot be written to does not count as answering.
    ping: () => commits.write(() => undefined),
    close: async () => {
      await commits.close();
      database.close();
    },
  };
}

function openDatabase(file: string): Database {
  const database = new Database(file);
  try {
    migrate(database, file);
  } catch (error) {
    database.close();
    throw error;
  }
  // From here on waiting for a lock must not keep the process from everything else.
  database.waitForLocks(0);
  return database;
}
