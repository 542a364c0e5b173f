import { randomInt } from 'node:crypto';

const mostCharacters = 1024 * 1024;
const longestStep = 1_000_000;

/** The value as it is kept. Throws when it is larger than a record may be, which is a bug of the caller. */
export function toRecordText(value: unknown): string {
  const text = JSON.stringify(value);
  if (text.length > mostCharacters) throw new Error(`a record may have 1 MB, not ${text.length} characters`);
  return text;
}

/** By how much a revision goes up: not by one, so that a record made anew is never taken for the one that was read. */
export function revisionStep(): number {
  return randomInt(1, longestStep);
}
