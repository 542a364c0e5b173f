import type { AnyBulkWriteOperation, Filter } from 'mongodb';
import type { BoardSnapshot } from '../../../shared/domain/board.ts';
import type { Ticket } from '../../../shared/domain/ticket.ts';
import type { Projections, TicketPage, TicketSearch } from '../../ports/projections.ts';
import { packJson, unpackJson } from '../packedJson.ts';
import { fromCursor, positionOf, searchTextOf, searchWords, toPage } from '../ticketSearch.ts';
import type { Chunks } from './chunks.ts';
import type { Collections, SnapshotRow, TicketRow } from './collections.ts';
import { Unsettled, isDuplicateKey } from './failures.ts';
import type { MongoParts } from './parts.ts';
import { type RideOut, largePatience } from './rideOut.ts';

export class MongoProjections implements Projections {
  readonly #collections: Collections;
  readonly #chunks: Chunks;
  readonly #rideOut: RideOut;

  constructor({ collections, chunks, rideOut }: MongoParts) {
    this.#collections = collections;
    this.#chunks = chunks;
    this.#rideOut = rideOut;
  }

  async saveTickets(board: string, tickets: readonly Ticket[]): Promise<void> {
    if (tickets.length === 0) return;
    const writes = tickets.map((ticket) => toWrite(toRow(board, ticket)));
    await this.#rideOut.run(
      () => unlessRaced(() => this.#collections.tickets.bulkWrite(writes, { ordered: false })),
      largePatience,
    );
  }

  async ticket(board: string, ticketId: string): Promise<Ticket | undefined> {
    const row = await this.#rideOut.run(() => this.#collections.tickets.findOne({ _id: keyOf(board, ticketId) }));
    return row ? toTicket(row) : undefined;
  }

  async findTickets(board: string, search: TicketSearch): Promise<TicketPage> {
    const filter = toFilter(board, search);
    const options = { sort: { at: -1, number: -1 }, limit: search.limit + 1 } as const;
    const rows = await this.#rideOut.run(() => this.#collections.tickets.find(filter, options).toArray());
    return toPage(rows.map(toTicket), search.limit);
  }

  async saveSnapshot(snapshot: BoardSnapshot): Promise<void> {
    const { id, seq } = snapshot;
    const packed = await packJson(snapshot);
    const bytes = this.#chunks.plan(packed);
    const owner = { owner: ownerOf(id), version: seq };
    await this.#rideOut.run(async () => {
      await this.#chunks.write(bytes, owner, packed);
      const row: SnapshotRow = { _id: id, seq, bytes };
      const update = [{ $replaceWith: { $cond: [{ $gte: ['$seq', seq] }, '$$ROOT', { $literal: row }] } }];
      await unlessRaced(() => this.#collections.snapshots.updateOne({ _id: id }, update, { upsert: true }));
      const stands = await this.#collections.snapshots.findOne({ _id: id });
      if (stands && stands.seq >= seq) await this.#chunks.removeBefore({ ...owner, version: stands.seq });
    }, largePatience);
  }

  async loadSnapshot(board: string): Promise<BoardSnapshot | undefined> {
    return this.#rideOut.run(async () => {
      for (let seen: SnapshotRow | undefined; ;) {
        const row = await this.#collections.snapshots.findOne({ _id: board });
        // The same row twice without its bytes: they are gone, and a snapshot can be made anew.
        if (!row || seen?.bytes.set.equals(row.bytes.set)) return undefined;
        const packed = await this.#chunks.read(row.bytes);
        if (packed) return unpackJson<BoardSnapshot>(packed);
        seen = row;
      }
    }, largePatience);
  }

  async clear(board: string): Promise<void> {
    await this.#rideOut.run(async () => {
      await this.#collections.tickets.deleteMany({ board });
      const row = await this.#collections.snapshots.findOneAndDelete({ _id: board });
      if (row) await this.#chunks.removeBefore({ owner: ownerOf(board), version: row.seq + 1 });
    }, largePatience);
  }
}

/** In one step: a row with a higher version stays as it is, any other gives way. */
function toWrite(row: TicketRow): AnyBulkWriteOperation<TicketRow> {
  const stays = { $gt: ['$version', row.version] };
  const update = [{ $replaceWith: { $cond: [stays, '$$ROOT', { $literal: row }] } }];
  return { updateOne: { filter: { _id: row._id }, update, upsert: true } };
}

/** Two writers that both make a row: the one that came second tries again, and finds it. */
async function unlessRaced(write: () => Promise<unknown>): Promise<void> {
  try {
    await write();
  } catch (error) {
    throw isDuplicateKey(error) ? new Unsettled('another writer made the row meanwhile') : error;
  }
}

function toRow(board: string, ticket: Ticket): TicketRow {
  const { id, version, columnId } = ticket;
  const words = searchTextOf(ticket);
  const body = JSON.stringify(ticket);
  return { _id: keyOf(board, id), board, version, columnId, ...positionOf(ticket), words, body };
}

function toTicket({ body }: TicketRow): Ticket {
  return JSON.parse(body) as Ticket;
}

function toFilter(board: string, { words, columnId, before }: TicketSearch): Filter<TicketRow> {
  const conditions: Filter<TicketRow>[] = searchWords(words).map((word) => ({ words: { $regex: literally(word) } }));
  if (columnId !== undefined) conditions.push({ columnId });
  if (before !== undefined) {
    const { at, number } = fromCursor(before);
    conditions.push({ $or: [{ at: { $lt: at } }, { at, number: { $lt: number } }] });
  }
  return conditions.length > 0 ? { board, $and: conditions } : { board };
}

function literally(word: string): string {
  return word.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

function keyOf(board: string, ticketId: string): string {
  return `${board}/${ticketId}`;
}

function ownerOf(board: string): string {
  return `snapshot/${board}`;
}
