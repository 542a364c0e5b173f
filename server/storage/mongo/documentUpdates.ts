import { Binary, type ClientSession, ObjectId } from 'mongodb';
import { EpochChanged } from '../../ports/documents.ts';
import { passBarrier } from './barrier.ts';
import type { Collections, DocumentRow, UpdateRow } from './collections.ts';
import { Unsettled, insertedBeforeDuplicate } from './failures.ts';

export interface Edition {
  readonly id: string;
  readonly epoch: string;
}

/** Documents whose next seq is kept in mind; beyond that they are looked up again. */
const mostRemembered = 10_000;

/** The updates that came after a document's base, with a seq each; several servers may append to the same document. */
export class DocumentUpdates {
  readonly #collections: Collections;
  readonly #next = new Map<string, number>();

  constructor(collections: Collections) {
    this.#collections = collections;
  }

  after({ _id, epoch, base }: DocumentRow, session: ClientSession): Promise<UpdateRow[]> {
    const filter = { document: _id, epoch, seq: { $gt: base.seq } };
    return this.#collections.updates.find(filter, { sort: { seq: 1 }, session }).toArray();
  }

  async exists({ _id, epoch, base }: DocumentRow, seq: number): Promise<boolean> {
    if (seq === base.seq) return true;
    return (await this.#collections.updates.countDocuments({ document: _id, epoch, seq })) > 0;
  }

  async removeThrough({ id, epoch }: Edition, seq: number): Promise<void> {
    await this.#collections.updates.deleteMany({ document: id, epoch, seq: { $lte: seq } });
  }

  async removeAll({ id, epoch }: Edition): Promise<void> {
    this.#next.delete(id);
    await this.#collections.updates.deleteMany({ document: id, epoch });
  }

  /** An append to come: `attempt` may be repeated until it succeeds, and adds nothing twice that is still there. */
  place(edition: Edition, updates: readonly Uint8Array[]): { attempt: () => Promise<number> } {
    let placing = new Placing(updates);
    const attempt = async () => {
      try {
        const seq = await this.#placeAll(edition, placing);
        this.#remember(edition, seq + 1);
        return seq;
      } catch (error) {
        this.#next.delete(edition.id);
        if (error instanceof Overtaken) placing = new Placing(updates);
        throw error;
      }
    };
    return { attempt };
  }

  async #placeAll(edition: Edition, placing: Placing): Promise<number> {
    if (placing.isEmpty) return (await this.#findNext(edition)) - 1;
    while (placing.missingIds.length > 0) await this.#placeSome(edition, placing);
    const row = await this.#findRow(edition);
    if (row.base.seq >= placing.firstSeq) throw new Overtaken(`${edition.id} was compacted past ${placing.firstSeq}`);
    return Math.max(row.base.seq, placing.lastSeq);
  }

  async #placeSome(edition: Edition, placing: Placing): Promise<void> {
    const next = this.#next.get(edition.id) ?? (await this.#findNext(edition));
    const rows = placing.rows(edition, next);
    const inserted = await this.#insert(rows);
    placing.noteSeqs(rows.slice(0, inserted));
    if (inserted === rows.length) return;
    this.#next.delete(edition.id);
    const found = await this.#findConfirmed(placing.missingIds);
    placing.noteSeqs(found);
    if (inserted + found.length === 0) throw new Unsettled(`the next seq of ${edition.id} is not confirmed yet`);
  }

  /** Resolves to how many are in and durable; fewer than all when the seq of the next one is taken. */
  async #insert(rows: readonly UpdateRow[]): Promise<number> {
    try {
      await this.#collections.updates.insertMany(rows, { ordered: true });
      return rows.length;
    } catch (error) {
      const inserted = insertedBeforeDuplicate(error);
      if (inserted === undefined) throw error;
      return inserted;
    }
  }

  /** The first of these that are in already, from an attempt whose outcome was lost; durable when it resolves. */
  async #findConfirmed(ids: readonly ObjectId[]): Promise<UpdateRow[]> {
    const filter = { _id: { $in: [...ids] } };
    if ((await this.#collections.updates.countDocuments(filter)) === 0) return [];
    await passBarrier(this.#collections);
    const rows = await this.#collections.updates.find(filter).toArray();
    const found = ids.map((id) => rows.find((row) => row._id.equals(id)));
    const missing = found.indexOf(undefined);
    return found.slice(0, missing === -1 ? undefined : missing).filter((row) => row !== undefined);
  }

  /** The updates are looked at first: in the other order a compaction in between would hide what is taken. */
  async #findNext({ id, epoch }: Edition): Promise<number> {
    const newest = await this.#collections.updates.findOne(
      { document: id, epoch },
      { sort: { seq: -1 }, projection: { seq: 1 } },
    );
    const row = await this.#findRow({ id, epoch });
    return Math.max(newest?.seq ?? 0, row.base.seq) + 1;
  }

  async #findRow({ id, epoch }: Edition): Promise<DocumentRow> {
    const row = await this.#collections.documents.findOne({ _id: id });
    if (row?.epoch !== epoch) throw new EpochChanged(id);
    return row;
  }

  #remember({ id }: Edition, next: number): void {
    if (this.#next.size >= mostRemembered) this.#next.clear();
    this.#next.set(id, next);
  }
}

/** The updates went where a compaction had been already, and may not be in it: they are appended anew. */
class Overtaken extends Unsettled {}

/** How far an append has come. Each update keeps its id through all attempts. */
class Placing {
  readonly #updates: readonly Uint8Array[];
  readonly #ids: readonly ObjectId[];
  readonly #seqs: number[] = [];

  constructor(updates: readonly Uint8Array[]) {
    this.#updates = updates;
    this.#ids = updates.map(() => new ObjectId());
  }

  get isEmpty(): boolean {
    return this.#updates.length === 0;
  }

  get missingIds(): readonly ObjectId[] {
    return this.#ids.slice(this.#seqs.length);
  }

  get firstSeq(): number {
    return this.#seqs.reduce((a, b) => Math.min(a, b));
  }

  get lastSeq(): number {
    return this.#seqs.reduce((a, b) => Math.max(a, b));
  }

  rows({ id, epoch }: Edition, next: number): UpdateRow[] {
    const placed = this.#seqs.length;
    const missing = this.#updates.slice(placed);
    return this.missingIds.map((_id, index) => {
      const bytes = new Binary(missing[index] ?? new Uint8Array());
      return { _id, document: id, epoch, seq: next + index, bytes };
    });
  }

  noteSeqs(rows: readonly UpdateRow[]): void {
    for (const { seq } of rows) this.#seqs.push(seq);
  }
}
