import type { AnyEntry } from '../../shared/domain/entry.ts';

/** Throws unless these follow one another in one log; anything else is a bug of the caller, not a conflict. */
export function assertConsecutive(entries: readonly AnyEntry[]): void {
  const [first] = entries;
  if (!first) return;
  const strays = entries.some(({ board, seq }, index) => board !== first.board || seq !== first.seq + index);
  if (strays || !Number.isSafeInteger(first.seq) || first.seq < 1) {
    throw new Error(`these entries of ${first.board} do not follow one another from ${first.seq}`);
  }
}

/** An append that would leave a hole in the log: the caller never saw the entry before. */
export function gapBefore({ board, seq }: AnyEntry): Error {
  return new Error(`entry ${seq} of ${board} would leave a gap: there is no entry ${seq - 1}`);
}

/** The tickets an entry has events about, each once. */
export function ticketIdsIn({ events }: AnyEntry): string[] {
  return [...new Set(events.flatMap((event) => ('ticketId' in event ? [event.ticketId] : [])))];
}

/** Only what is there can be replaced. */
export function missing({ board, seq }: Pick<AnyEntry, 'board' | 'seq'>): Error {
  return new Error(`there is no entry ${seq} of ${board} to be replaced`);
}
