import { Refusal } from '../../shared/domain/refusals.ts';
import type { Ticket } from '../../shared/domain/ticket.ts';

/** Where a ticket stands in a list: latest first by `at`, ties by number. */
export interface Position {
  readonly at: string;
  readonly number: number;
}

export function positionOf({ resolvedAt, updatedAt, number }: Ticket): Position {
  return { at: resolvedAt ?? updatedAt, number };
}

/** Everything a search looks at, in one lower-case text; no word reaches from one line into the next. */
export function searchTextOf(ticket: Ticket): string {
  const { id, title, customer, requester, product, intents } = ticket;
  return [id, title, customer, requester, product, ...intents].map((field) => comparable(field ?? '')).join('\n');
}

/** More than anybody types; each one is a condition in the query. */
const mostWords = 50;

/** The words of a search as they occur in a search text. */
export function searchWords(words: readonly string[]): string[] {
  const wanted = new Set(words.map(comparable).filter((word) => word !== ''));
  if (wanted.size > mostWords) throw new Refusal('invalidInput', { field: 'words' });
  return [...wanted];
}

/** Without control characters and half surrogate pairs, which not every store keeps as they are. */
function comparable(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\p{Cc}\p{Cs}]+/gu, ' ')
    .trim();
}

export function toCursor({ at, number }: Position): string {
  return Buffer.from(JSON.stringify([at, number])).toString('base64url');
}

export function fromCursor(cursor: string): Position {
  const [at, number] = parsed(Buffer.from(cursor, 'base64url').toString());
  if (typeof at !== 'string' || !Number.isSafeInteger(number)) throw new Refusal('invalidInput', { field: 'before' });
  return { at, number: number as number };
}

function parsed(text: string): unknown[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}

/** One page out of `limit + 1` rows: the extra one only tells that there is more. */
export function toPage(tickets: readonly Ticket[], limit: number): { tickets: readonly Ticket[]; next: string | null } {
  const page = tickets.slice(0, limit);
  const last = page.at(-1);
  return { tickets: page, next: tickets.length > limit && last ? toCursor(positionOf(last)) : null };
}
