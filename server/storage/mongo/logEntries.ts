import type { AnyBulkWriteOperation, Filter } from 'mongodb';
import type { AnyEntry } from '../../../shared/domain/entry.ts';
import type { LogSearch } from '../../ports/log.ts';
import { missing } from '../entries.ts';
import { fromLogCursor } from '../logSearch.ts';
import type { Collections, EntryRow } from './collections.ts';

export const latestFirst = { at: -1, board: -1, seq: -1 } as const;

export function entriesThatMatch({ board, person, ticket, from, to, before }: LogSearch): Filter<EntryRow> {
  const conditions: Filter<EntryRow>[] = [];
  if (board !== undefined) conditions.push({ board });
  if (person !== undefined) conditions.push({ person });
  if (ticket !== undefined) conditions.push({ tickets: ticket });
  if (from !== undefined) conditions.push({ at: { $gte: from } });
  if (to !== undefined) conditions.push({ at: { $lt: to } });
  if (before !== undefined) conditions.push(after(before));
  return conditions.length > 0 ? { $and: conditions } : {};
}

function after(cursor: string): Filter<EntryRow> {
  const { at, board, seq } = fromLogCursor(cursor);
  return {
    // Said first, as it is what an index can be walked by.
    at: { $lte: at },
    $or: [{ at: { $lt: at } }, { board: { $lt: board } }, { board, seq: { $lt: seq } }],
  };
}

/** Throws, with nothing changed, when one of them is not there. May be repeated. */
export async function replaceEntries({ entries: rows }: Collections, entries: readonly AnyEntry[]): Promise<void> {
  for (const entry of entries) {
    const { board, seq } = entry;
    if (!(await rows.findOne({ board, seq }, { projection: { _id: 1 } }))) throw missing(entry);
  }
  const writes = entries.map((entry): AnyBulkWriteOperation<EntryRow> => {
    const { board, seq, at, person } = entry;
    return { updateOne: { filter: { board, seq }, update: { $set: { at, person, body: JSON.stringify(entry) } } } };
  });
  await rows.bulkWrite(writes, { ordered: false });
}
