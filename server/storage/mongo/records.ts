import { type Filter, ObjectId } from 'mongodb';
import type { Kept, NewRecord, RecordKind, Records } from '../../ports/records.ts';
import { revisionStep, toRecordText } from '../records.ts';
import { passBarrier } from './barrier.ts';
import type { Collections, RecordRow } from './collections.ts';
import { Unsettled, isDuplicateKey } from './failures.ts';
import type { MongoParts } from './parts.ts';
import type { RideOut } from './rideOut.ts';

/** Every call that writes leaves its own mark on the row, so that after a lost answer it finds out what it did. */
export class MongoRecords implements Records {
  readonly #collections: Collections;
  readonly #rideOut: RideOut;

  constructor({ collections, rideOut }: MongoParts) {
    this.#collections = collections;
    this.#rideOut = rideOut;
  }

  async find(kind: RecordKind, id: string): Promise<Kept | undefined> {
    const row = await this.#rideOut.run(() => this.#row(kind, id));
    return row && lives(row) ? toKept(row) : undefined;
  }

  async list(kind: RecordKind, page: { group: string; before?: string; limit: number }): Promise<Kept[]> {
    const { group, before, limit } = page;
    if (limit < 1) return [];
    const filter: Filter<RecordRow> = {
      kind,
      group,
      ...living(),
      ...(before !== undefined && { id: { $lt: before } }),
    };
    const order = { sort: { id: -1 }, limit } as const;
    const rows = await this.#rideOut.run(() => this.#collections.records.find(filter, order).toArray());
    return rows.map(toKept);
  }

  async create(kind: RecordKind, record: NewRecord): Promise<boolean> {
    const row = toRow(kind, record);
    return this.#rideOut.run(async () => {
      const there = await this.#row(kind, record.id);
      if (there?.write.equals(row.write)) return this.#confirmed();
      if (there && lives(there)) return false;
      if (there) await this.#collections.records.deleteOne({ _id: there._id, write: there.write });
      await unlessRaced(() => this.#collections.records.insertOne(row));
      return true;
    });
  }

  async put(kind: RecordKind, record: NewRecord): Promise<void> {
    const { _id, revision, ...fields } = toRow(kind, record);
    const update = { $set: fields, $inc: { revision } };
    await this.#rideOut.run(() =>
      unlessRaced(() => this.#collections.records.updateOne({ _id }, update, { upsert: true })),
    );
  }

  async replace(kind: RecordKind, record: NewRecord, revision: number): Promise<boolean> {
    const { _id, revision: step, ...fields } = toRow(kind, record);
    const update = { $set: fields, $inc: { revision: step } };
    return this.#rideOut.run(async () => {
      const changed = await this.#collections.records.updateOne({ _id, revision, ...living() }, update);
      if (changed.matchedCount > 0) return true;
      const row = await this.#row(kind, record.id);
      if (row?.write.equals(fields.write)) return this.#confirmed();
      if (row?.revision === revision && lives(row)) throw new Unsettled(`${_id} was changed meanwhile`);
      return false;
    });
  }

  /** Marked first, removed then: whose mark it bears is who removed it, whatever answers get lost. */
  async remove(kind: RecordKind, id: string): Promise<boolean> {
    const _id = keyOf(kind, id);
    const removal = new ObjectId();
    let isOurs = false;
    return this.#rideOut.run(async () => {
      await this.#collections.records.updateOne({ _id, ...living() }, { $set: { removal } });
      const row = await this.#row(kind, id);
      if (row && lives(row)) throw new Unsettled(`the removal of ${_id} is not confirmed yet`);
      isOurs ||= row?.removal?.equals(removal) ?? false;
      if (isOurs) await this.#collections.records.deleteOne({ _id, removal });
      return isOurs;
    });
  }

  async removeExpired(now: string): Promise<void> {
    await this.#rideOut.run(() => this.#collections.records.deleteMany({ expiresAt: { $lte: now } }));
  }

  #row(kind: RecordKind, id: string): Promise<RecordRow | null> {
    return this.#collections.records.findOne({ _id: keyOf(kind, id) });
  }

  async #confirmed(): Promise<true> {
    await passBarrier(this.#collections);
    return true;
  }
}

function toRow(kind: RecordKind, { id, group = '', expiresAt, value }: NewRecord): RecordRow {
  const mine = { revision: revisionStep(), write: new ObjectId(), removal: null };
  return { _id: keyOf(kind, id), kind, id, group, expiresAt: expiresAt ?? null, value: toRecordText(value), ...mine };
}

function toKept({ id, group, expiresAt, revision, value }: RecordRow): Kept {
  return { id, group, ...(expiresAt !== null && { expiresAt }), revision, value: JSON.parse(value) as unknown };
}

function lives({ expiresAt, removal }: RecordRow): boolean {
  return removal === null && (expiresAt === null || expiresAt > now());
}

/** The same, as the database is asked. */
function living(): Filter<RecordRow> {
  return { removal: null, expiresAt: { $not: { $lte: now() } } };
}

async function unlessRaced(write: () => Promise<unknown>): Promise<void> {
  try {
    await write();
  } catch (error) {
    throw isDuplicateKey(error) ? new Unsettled('another writer made the row meanwhile') : error;
  }
}

function keyOf(kind: RecordKind, id: string): string {
  return `${kind}/${id}`;
}

function now(): string {
  return new Date().toISOString();
}
