import type { AnyEntry } from '../../shared/domain/entry.ts';

/** The log of every board. What `append` has confirmed is durable: it survives a crash and a power cut. */
export interface Log {
  /**
   * Adds consecutive entries of one board, in order; the ones before a conflict stay. An entry that is already there
   * under its own seq and commandId counts as appended, so an unknown outcome may simply be repeated.
   * Throws Refusal `storeUnavailable` or `storeFull` when nothing can be written.
   */
  append(entries: readonly AnyEntry[]): Promise<Appended>;
  /** Entries with seq > `after`, in order, at most `limit`. */
  read(board: string, from: { after: number; limit: number }): Promise<AnyEntry[]>;
  findCommand(board: string, commandId: string): Promise<AnyEntry | undefined>;
  /** The last seq of a board; 0 when there is none. */
  head(board: string): Promise<number>;
  /** Every entry with an event about the ticket, in order. */
  ofTicket(board: string, ticketId: string): Promise<AnyEntry[]>;
  /** Ids of all logs, the organisation's included, sorted. */
  boards(): Promise<string[]>;
  /** Entries of all logs that match, latest first by time, then log and seq. */
  search(search: LogSearch): Promise<LogPage>;
  /**
   * The only way an entry is ever changed: puts these in the place of those with the same board and seq, so that
   * nothing of the old text can be read in the store any more. Search by ticket and commandId stay as they are.
   */
  replace(entries: readonly AnyEntry[]): Promise<void>;
}

export interface LogSearch {
  readonly board?: string;
  readonly person?: string;
  readonly ticket?: string;
  /** ISO 8601 in UTC: `from` is included, `to` is not. */
  readonly from?: string;
  readonly to?: string;
  /** From the page before; undefined for the first. */
  readonly before?: string;
  readonly limit: number;
}

export interface LogPage {
  readonly entries: readonly AnyEntry[];
  readonly next: string | null;
}

export interface Appended {
  /** How many of the entries are in the log now. */
  readonly appended: number;
  /** Why the next one is not: another entry has its seq, or its command was carried out before. */
  readonly conflict: 'seq' | 'command' | null;
}
