import { createHash } from 'node:crypto';
import type { AnyEntry } from '../../shared/domain/entry.ts';

/**
 * SHA-256 of an entry as it was first written, in hex. One whose customer was erased since answers with the digest it
 * had before, so that it can be told from one that was tampered with.
 */
export function digestOf(entry: AnyEntry): string {
  return entry.erased ?? createHash('sha256').update(canonicalJson(entry)).digest('hex');
}

/** What comes before the first entry of every log. */
export const chainStart = '0'.repeat(64);

/** The digest of a log up to an entry, from the one up to the entry before: SHA-256 over both, as bytes. */
export function chained(before: string, entry: AnyEntry): string {
  return createHash('sha256')
    .update(Buffer.from(before, 'hex'))
    .update(Buffer.from(digestOf(entry), 'hex'))
    .digest('hex');
}

/** JSON without spaces, keys in the order of their UTF-16 code units: the same text for the same value, wherever it comes from. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, field]) => `${JSON.stringify(key)}:${canonicalJson(field)}`);
  return `{${fields.join(',')}}`;
}
