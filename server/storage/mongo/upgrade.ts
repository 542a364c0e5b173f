import { randomBytes } from 'node:crypto';
import type { AnyEntry } from '../../../shared/domain/entry.ts';
import type { Collections } from './collections.ts';

const batchSize = 1_000;

/**
 * Gives rows of an earlier version the fields that they lack. Looks at every start, as a server of that version may
 * have gone on writing beside a newer one.
 */
export async function completeRows(collections: Collections): Promise<void> {
  while (await completeEntries(collections));
  await completeSessions(collections);
}

/** `at` and `person` are in the entry's text, which only this side can read. True while there may be more. */
async function completeEntries({ entries }: Collections): Promise<boolean> {
  // No value at all is what an index knows as null.
  const lacking = { at: null } as unknown as { at: string };
  const rows = await entries.find(lacking, { projection: { body: 1 }, limit: batchSize }).toArray();
  if (rows.length === 0) return false;
  const writes = rows.map(({ _id, body }) => {
    const { at, person } = JSON.parse(body) as AnyEntry;
    return { updateOne: { filter: { _id }, update: { $set: { at, person } } } };
  });
  await entries.bulkWrite(writes, { ordered: false });
  return rows.length === batchSize;
}

async function completeSessions({ sessions }: Collections): Promise<void> {
  const lacking = { seenAt: null } as unknown as { seenAt: string };
  for (const { _id, createdAt } of await sessions.find(lacking).toArray()) {
    const unknown = { method: 'developer', browser: '', address: '', seenAt: createdAt } as const;
    await sessions.updateOne({ _id }, { $set: { id: randomBytes(8).toString('hex'), ...unknown } });
  }
}
