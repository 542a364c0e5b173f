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
}

export interface Appended {
  /** How many of the entries are in the log now. */
  readonly appended: number;
  /** Why the next one is not: another entry has its seq, or its command was carried out before. */
  readonly conflict: 'seq' | 'command' | null;
}
