import { largestDocumentFrameBytes } from '../../shared/protocol/document.ts';

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
  /** What may wait in a room for the store. */
  readonly unsavedBytes: number;
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
  unsavedBytes: 16 * 1024 * 1024,
  graceMs: 10_000,
  heartbeatMs: 15_000,
  liveDocs: 32,
  compactAfterUpdates: 500,
  compactAfterBytes: 512 * 1024,
  compactOnLeavingAfterUpdates: 20,
};
