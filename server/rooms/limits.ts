import { largestDocumentFrameBytes } from '../../shared/protocol/document.ts';
import type { Rate } from './allowance.ts';

export interface RoomLimits {
  /** One frame from a client. */
  readonly frameBytes: number;
  /** What a client may send before the document is loaded. */
  readonly inboxBytes: number;
  /** What may wait in a socket that is not read, beyond the state it asked for. */
  readonly outboxBytes: number;
  /** One person's cursor and whatever else they show of themselves. */
  readonly awarenessBytes: number;
  /** How many awareness clients one connection may speak for: its own, and those of other tabs. */
  readonly awarenessClients: number;
  /** How often news of where people are is passed on at most. Stock clients repeat all they hear. */
  readonly awarenessEveryMs: number;
  /** What one connection may send, by kind of message, and in bytes altogether. */
  readonly rates: Readonly<Record<'awareness' | 'updates' | 'questions' | 'bytes', Rate>>;
  /** What may wait in a room for the store. */
  readonly unsavedBytes: number;
  /** What may wait in a document for what comes before it. */
  readonly orphanBytes: number;
  /** How long an empty room stays loaded. */
  readonly graceMs: number;
  /** How often a silent connection hears something: stock clients hang up after 30 s of silence. */
  readonly heartbeatMs: number;
  /** How many rooms keep a Y.Doc beside the bytes. */
  readonly liveDocs: number;
  /** When a document's log is compacted while people are in it. */
  readonly compactAfterUpdates: number;
  readonly compactAfterBytes: number;
  /** … and when the last one has left. */
  readonly compactOnLeavingAfterUpdates: number;
}

export const defaultLimits: RoomLimits = {
  frameBytes: largestDocumentFrameBytes,
  inboxBytes: 2 * 1024 * 1024,
  outboxBytes: 1024 * 1024,
  awarenessBytes: 64 * 1024,
  awarenessClients: 16,
  awarenessEveryMs: 33,
  rates: {
    // A mouse that selects text tells of itself 60 times a second, and a stock client repeats 30 times what it hears.
    awareness: { burst: 400, perSecond: 200 },
    // The fastest typist makes 20 updates a second; a program that fills in a document may be quicker.
    updates: { burst: 2_000, perSecond: 500 },
    // Asked once for each connection, and answered with the whole document.
    questions: { burst: 20, perSecond: 2 },
    // A day offline is one large frame; pictures are files, and only their addresses are written here.
    bytes: { burst: 16 * 1024 * 1024, perSecond: 2 * 1024 * 1024 },
  },
  unsavedBytes: 16 * 1024 * 1024,
  orphanBytes: 1024 * 1024,
  graceMs: 10_000,
  heartbeatMs: 15_000,
  liveDocs: 32,
  compactAfterUpdates: 500,
  compactAfterBytes: 512 * 1024,
  compactOnLeavingAfterUpdates: 20,
};
