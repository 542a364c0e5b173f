import type { Blobs } from './blobs.ts';
import type { Documents } from './documents.ts';
import type { Log } from './log.ts';
import type { Projections } from './projections.ts';
import type { Records } from './records.ts';
import type { Sessions } from './sessions.ts';
import type { Versions } from './versions.ts';

/** Everything that is kept, behind one door; there are two, embedded and MongoDB, and one contract suite for both. */
export interface Store {
  readonly log: Log;
  readonly documents: Documents;
  readonly versions: Versions;
  readonly projections: Projections;
  readonly sessions: Sessions;
  readonly records: Records;
  readonly blobs: Blobs;
  /** Resolves when the store answers; throws Refusal `storeUnavailable` within five seconds when it does not. */
  ping(): Promise<void>;
  /** Waits for what was promised, then lets go of files and connections. */
  close(): Promise<void>;
}
