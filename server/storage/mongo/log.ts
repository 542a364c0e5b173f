import type { Filter } from 'mongodb';
import type { AnyEntry } from '../../../shared/domain/entry.ts';
import type { Appended, Log, LogPage, LogSearch } from '../../ports/log.ts';
import { assertConsecutive, gapBefore, ticketIdsIn } from '../entries.ts';
import { toLogPage } from '../logSearch.ts';
import { passBarrier } from './barrier.ts';
import type { Collections, EntryRow } from './collections.ts';
import { Unsettled, insertedBeforeDuplicate } from './failures.ts';
import { entriesThatMatch, latestFirst, replaceEntries } from './logEntries.ts';
import type { MongoParts } from './parts.ts';
import { type RideOut, largePatience } from './rideOut.ts';
import { Turns } from './turns.ts';

/** More than these are an import, and may take their time. */
const fewEntries = 50;

/** How the entries of an append stand in the log: the first `there` are in it; `conflict` is what stops the next. */
interface Standing {
  readonly there: number;
  readonly conflict: Appended['conflict'];
}

export class MongoLog implements Log {
  readonly #collections: Collections;
  readonly #rideOut: RideOut;
  /** In the order they were asked for, as the entries of one board build on each other. */
  readonly #turns = new Turns();
  /** A seq per board that was seen to be durable; not always the last. */
  readonly #seen = new Map<string, number>();

  constructor({ collections, rideOut }: MongoParts) {
    this.#collections = collections;
    this.#rideOut = rideOut;
  }

  async append(entries: readonly AnyEntry[]): Promise<Appended> {
    assertConsecutive(entries);
    const [first] = entries;
    if (!first) return { appended: 0, conflict: null };
    return this.#turns.take(first.board, async () => {
      await this.#assertNoGapBefore(first);
      return this.#appendAll(first, entries);
    });
  }

  async read(board: string, { after, limit }: { after: number; limit: number }): Promise<AnyEntry[]> {
    if (limit < 1) return [];
    return this.#find({ board, seq: { $gt: after } }, limit);
  }

  async findCommand(board: string, commandId: string): Promise<AnyEntry | undefined> {
    return (await this.#find({ board, commandId }, 1))[0];
  }

  async head(board: string): Promise<number> {
    const newest = { sort: { seq: -1 }, projection: { _id: 0, seq: 1 } } as const;
    const filter = { board, seq: { $gte: this.#seen.get(board) ?? 0 } };
    const row = await this.#rideOut.run(() => this.#collections.entries.findOne(filter, newest));
    return this.#remember(board, row?.seq ?? 0);
  }

  async ofTicket(board: string, ticketId: string): Promise<AnyEntry[]> {
    return this.#find({ board, tickets: ticketId });
  }

  async boards(): Promise<string[]> {
    return (await this.#rideOut.run(() => this.#collections.entries.distinct('board'))).sort();
  }

  async search(search: LogSearch): Promise<LogPage> {
    const bodies = { sort: latestFirst, projection: { _id: 0, body: 1 }, limit: search.limit + 1 } as const;
    const filter = entriesThatMatch(search);
    const rows = await this.#rideOut.run(() => this.#collections.entries.find(filter, bodies).toArray());
    return toLogPage(rows.map(toEntry), search.limit);
  }

  async replace(entries: readonly AnyEntry[]): Promise<void> {
    if (entries.length === 0) return;
    await this.#rideOut.run(() => replaceEntries(this.#collections, entries), largePatience);
  }

  async #find(filter: Filter<EntryRow>, limit = 0): Promise<AnyEntry[]> {
    const bodies = { sort: { seq: 1 }, projection: { _id: 0, body: 1 }, limit } as const;
    const rows = await this.#rideOut.run(() => this.#collections.entries.find(filter, bodies).toArray());
    return rows.map(toEntry);
  }

  async #assertNoGapBefore(first: AnyEntry): Promise<void> {
    const before = first.seq - 1;
    if (before <= (this.#seen.get(first.board) ?? 0)) return;
    const { entries } = this.#collections;
    const exists = await this.#rideOut.run(() => entries.countDocuments({ board: first.board, seq: before }));
    if (exists === 0) throw gapBefore(first);
  }

  async #appendAll(first: AnyEntry, entries: readonly AnyEntry[]): Promise<Appended> {
    let appended = 0;
    const attempt = async (): Promise<Appended> => {
      while (appended < entries.length) {
        appended += await this.#insert(entries.slice(appended));
        if (appended === entries.length) break;
        const { there, conflict } = await this.#settle(entries.slice(appended));
        appended += there;
        if (conflict) return { appended, conflict };
      }
      return { appended, conflict: null };
    };
    const result = await this.#rideOut.run(attempt, entries.length > fewEntries ? largePatience : undefined);
    this.#remember(first.board, first.seq + appended - 1);
    return result;
  }

  #remember(board: string, seq: number): number {
    this.#seen.set(board, Math.max(seq, this.#seen.get(board) ?? 0));
    return seq;
  }

  /** Resolves to how many are in and durable; fewer than all when a key of the next one is taken. */
  async #insert(entries: readonly AnyEntry[]): Promise<number> {
    try {
      await this.#collections.entries.insertMany(entries.map(toRow), { ordered: true });
      return entries.length;
    } catch (error) {
      const inserted = insertedBeforeDuplicate(error);
      if (inserted === undefined) throw error;
      return inserted;
    }
  }

  /** After a taken key: is it ours, from an attempt whose outcome was lost, or somebody else's? */
  async #settle(entries: readonly AnyEntry[]): Promise<Standing> {
    let standing = await this.#standingOf(entries);
    if (standing.there > 0) {
      await passBarrier(this.#collections);
      standing = await this.#standingOf(entries);
    }
    if (standing.there === 0 && !standing.conflict) throw new Unsettled('the taken key is not confirmed yet');
    return standing;
  }

  async #standingOf(entries: readonly AnyEntry[]): Promise<Standing> {
    const board = entries[0]?.board ?? '';
    const rows = [
      ...(await this.#keysOf({ board, seq: { $in: entries.map(({ seq }) => seq) } })),
      ...(await this.#keysOf({ board, commandId: { $in: entries.map(({ commandId }) => commandId) } })),
    ];
    const taken = new Set(rows.map(({ seq }) => seq));
    const carriedOut = new Map(rows.map(({ commandId, seq }) => [commandId, seq]));
    for (const [there, { seq, commandId }] of entries.entries()) {
      const at = carriedOut.get(commandId);
      if (at === seq) continue;
      return { there, conflict: at !== undefined ? 'command' : taken.has(seq) ? 'seq' : null };
    }
    return { there: entries.length, conflict: null };
  }

  #keysOf(filter: Filter<EntryRow>): Promise<Pick<EntryRow, 'seq' | 'commandId'>[]> {
    return this.#collections.entries.find(filter, { projection: { _id: 0, seq: 1, commandId: 1 } }).toArray();
  }
}

function toRow(entry: AnyEntry): EntryRow {
  const { board, seq, commandId, person, at } = entry;
  return { board, seq, commandId, person, at, tickets: ticketIdsIn(entry), body: JSON.stringify(entry) };
}

function toEntry({ body }: Pick<EntryRow, 'body'>): AnyEntry {
  return JSON.parse(body) as AnyEntry;
}
