import * as Y from 'yjs';
import type { Documents } from '../ports/documents.ts';
import { applyAll } from './replica.ts';

export type Compacted =
  | 'done'
  /** Nothing to gain, or somebody else was first. */
  | 'void'
  /** There are updates that Yjs cannot apply: the log stays as it is, so that nothing in it is lost. */
  | 'unreadable';

/**
 * Replaces a document's log by one update that contains it. Works from what the store holds, never from a room's memory:
 * another process may have written what this room has not seen.
 */
export async function compact(documents: Documents, { id, epoch }: { id: string; epoch: string }): Promise<Compacted> {
  const stored = await documents.load(id);
  if (stored?.epoch !== epoch || stored.updates.length < 2) return 'void';
  const doc = new Y.Doc();
  if (applyAll(doc, stored.updates) > 0) return 'unreadable';
  // Pending parts, whose predecessors are not there yet, are encoded along.
  const state = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  const { compacted: since, through } = stored;
  return (await documents.compact(id, epoch, { since, through, state })) ? 'done' : 'void';
}
