import type { ClientSession, MongoClient } from 'mongodb';
import type { Claim, Compaction, Documents, StoredDocument } from '../../ports/documents.ts';
import { passBarrier } from './barrier.ts';
import type { ChunkOwner, Chunks } from './chunks.ts';
import type { ChunkedBytes, Collections, DocumentRow } from './collections.ts';
import { DocumentClaims } from './documentClaims.ts';
import { DocumentUpdates, type Edition } from './documentUpdates.ts';
import { Unsettled, isDuplicateKey } from './failures.ts';
import type { MongoParts } from './parts.ts';
import { type RideOut, largePatience } from './rideOut.ts';
import { Turns } from './turns.ts';
import { removeVersions } from './versions.ts';

/**
 * A document is a row that points at its base, and updates after it. Creating and compacting write the base's bytes
 * first and the row last; nothing that a row points at is removed before another row has taken its place.
 */
export class MongoDocuments implements Documents {
  readonly #client: MongoClient;
  readonly #collections: Collections;
  readonly #chunks: Chunks;
  readonly #updates: DocumentUpdates;
  readonly #claims: DocumentClaims;
  readonly #rideOut: RideOut;
  readonly #turns = new Turns();

  constructor({ client, collections, chunks, rideOut }: MongoParts) {
    this.#client = client;
    this.#collections = collections;
    this.#chunks = chunks;
    this.#updates = new DocumentUpdates(collections);
    this.#claims = new DocumentClaims(collections);
    this.#rideOut = rideOut;
  }

  async load(id: string): Promise<StoredDocument | undefined> {
    // One session: a later read never shows an older state, whichever server answers.
    return this.#rideOut.run(() => this.#client.withSession((session) => this.#load(id, session)), largePatience);
  }

  async create(id: string, epoch: string, seed: Uint8Array): Promise<boolean> {
    const base = this.#chunks.plan(seed);
    const created = await this.#rideOut.run(async () => {
      const row = await this.#find(id);
      if (row) return this.#isOurs(row, base);
      await this.#chunks.write(base, { owner: ownerOf(id, epoch), version: 1 }, seed);
      await this.#insert({ _id: id, epoch, compacted: 0, base: { ...base, seq: 1 } });
      return true;
    }, largePatience);
    if (!created) await this.#tidy(() => this.#chunks.remove(base));
    return created;
  }

  // eslint-disable-next-line max-params -- as the port has it
  async append(
    id: string,
    epoch: string,
    updates: readonly Uint8Array[],
    claims: readonly Claim[] = [],
  ): Promise<number> {
    return this.#turns.take(id, async () => {
      // Before the updates, so that none is ever there whose claim is not; alone a claim does no harm.
      if (claims.length > 0) await this.#rideOut.run(() => this.#claims.secure({ id, epoch }, claims));
      const placing = this.#updates.place({ id, epoch }, updates);
      return this.#rideOut.run(() => placing.attempt());
    });
  }

  async compact(id: string, epoch: string, { since, through, state }: Compaction): Promise<boolean> {
    const base = this.#chunks.plan(state);
    const owner = { owner: ownerOf(id, epoch), version: through };
    const compacted = await this.#rideOut.run(async () => {
      const row = await this.#find(id);
      if (row?.epoch !== epoch) return false;
      if (await this.#isOurs(row, base)) return true;
      if (row.compacted > since || through <= since || !(await this.#updates.exists(row, through))) return false;
      await this.#chunks.write(base, owner, state);
      await this.#turnTo({ ...base, seq: through }, { id, epoch, since });
      return true;
    }, largePatience);
    // After a no the bytes stay: should the row point at them against all odds, they must be there.
    if (compacted) await this.#tidy(() => this.#removeCompacted(owner, { id, epoch }));
    return compacted;
  }

  /** The row goes last, so that what was begun can be asked for again, and what came in between is swept up after it. */
  async remove(id: string): Promise<boolean> {
    let found = false;
    return this.#turns.take(id, () =>
      this.#rideOut.run(async () => {
        const row = await this.#find(id);
        if (!row) return found;
        found = true;
        await this.#removeContents(row);
        const { deletedCount } = await this.#collections.documents.deleteOne({ _id: id, epoch: row.epoch });
        await this.#removeContents(row);
        return deletedCount > 0;
      }, largePatience),
    );
  }

  async #removeContents({ _id: id, epoch }: DocumentRow): Promise<void> {
    await this.#chunks.removeAll(ownerOf(id, epoch));
    await this.#updates.removeAll({ id, epoch });
    await this.#claims.removeAll({ id, epoch });
    await removeVersions(this.#collections, this.#chunks, { id, epoch });
  }

  async #load(id: string, session: ClientSession): Promise<StoredDocument | undefined> {
    const row = await this.#find(id, { session });
    if (!row) return undefined;
    const base = await this.#chunks.read(row.base);
    const updates = await this.#updates.after(row, session);
    const claims = await this.#claims.of(row, session);
    // A compaction may have removed some of what was to be read; then its row says so by now.
    const now = await this.#find(id, { session });
    if (!base || !now?.base.set.equals(row.base.set)) throw new Unsettled(`${id} was compacted while it was read`);
    const bytes = updates.map((update) => new Uint8Array(update.bytes.value()));
    const through = updates.at(-1)?.seq ?? row.base.seq;
    return { epoch: row.epoch, updates: [base, ...bytes], compacted: row.compacted, through, claims };
  }

  #find(id: string, options: { session?: ClientSession } = {}): Promise<DocumentRow | null> {
    return this.#collections.documents.findOne({ _id: id }, options);
  }

  /** The one write that makes a compaction real. */
  async #turnTo(base: DocumentRow['base'], { id, epoch, since }: Edition & { since: number }): Promise<void> {
    const changes = { $set: { compacted: base.seq, base } };
    const changed = await this.#collections.documents.updateOne({ _id: id, epoch, compacted: since }, changes);
    // By whom it was compacted, an earlier attempt of ours perhaps, will be seen once a majority has it.
    if (changed.matchedCount === 0) throw new Unsettled(`${id} was compacted meanwhile`);
  }

  async #removeCompacted(owner: ChunkOwner, edition: Edition): Promise<void> {
    await this.#updates.removeThrough(edition, owner.version);
    await this.#chunks.removeBefore(owner);
  }

  async #insert(row: DocumentRow): Promise<void> {
    try {
      await this.#collections.documents.insertOne(row);
    } catch (error) {
      // Whose it is will be seen once a majority has it.
      throw isDuplicateKey(error) ? new Unsettled(`${row._id} was created meanwhile`) : error;
    }
  }

  /** Did an attempt of ours that seemed to fail write this row? */
  async #isOurs(row: DocumentRow, base: ChunkedBytes): Promise<boolean> {
    if (!row.base.set.equals(base.set)) return false;
    await passBarrier(this.#collections);
    return true;
  }

  /** What stays behind takes up room and is never read; the next compaction takes it along. */
  async #tidy(work: () => Promise<void>): Promise<void> {
    await this.#rideOut.run(work, largePatience).catch(() => undefined);
  }
}

function ownerOf(id: string, epoch: string): string {
  return `document/${id}/${epoch}`;
}
