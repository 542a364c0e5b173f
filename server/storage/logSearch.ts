import type { AnyEntry } from '../../shared/domain/entry.ts';
import { Refusal } from '../../shared/domain/refusals.ts';
import type { LogPage } from '../ports/log.ts';

/** Where an entry stands among those of all logs: latest first by all three, one after the other. */
export interface LogPosition {
  readonly at: string;
  readonly board: string;
  readonly seq: number;
}

export function fromLogCursor(cursor: string): LogPosition {
  const [at, board, seq] = parsed(Buffer.from(cursor, 'base64url').toString());
  if (typeof at !== 'string' || typeof board !== 'string' || !Number.isSafeInteger(seq)) {
    throw new Refusal('invalidInput', { field: 'before' });
  }
  return { at, board, seq: seq as number };
}

function parsed(text: string): unknown[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}

/** One page out of `limit + 1` entries: the extra one only tells that there is more. */
export function toLogPage(found: readonly AnyEntry[], limit: number): LogPage {
  const entries = found.slice(0, limit);
  const last = entries.at(-1);
  return { entries, next: found.length > limit && last ? toLogCursor(last) : null };
}

function toLogCursor({ at, board, seq }: LogPosition): string {
  return Buffer.from(JSON.stringify([at, board, seq])).toString('base64url');
}
