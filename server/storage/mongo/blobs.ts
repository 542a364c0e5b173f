import type { Blob, Blobs } from '../../ports/blobs.ts';
import type { Chunks } from './chunks.ts';
import type { BlobRow, Collections } from './collections.ts';
import { Unsettled } from './failures.ts';
import type { MongoParts } from './parts.ts';
import { type RideOut, largePatience } from './rideOut.ts';

export class MongoBlobs implements Blobs {
  readonly #collections: Collections;
  readonly #chunks: Chunks;
  readonly #rideOut: RideOut;

  constructor({ collections, chunks, rideOut }: MongoParts) {
    this.#collections = collections;
    this.#chunks = chunks;
    this.#rideOut = rideOut;
  }

  async put({ id, ticketId, type, name, bytes }: Blob): Promise<void> {
    const pieces = this.#chunks.plan(bytes);
    const row: BlobRow = { _id: id, ticketId, type, name, bytes: pieces };
    await this.#rideOut.run(async () => {
      await this.#chunks.write(pieces, { owner: ownerOf(id), version: 1 }, bytes);
      const before = await this.#collections.blobs.findOneAndReplace({ _id: id }, row, { upsert: true });
      if (before && !before.bytes.set.equals(pieces.set)) await this.#chunks.remove(before.bytes);
    }, largePatience);
  }

  async get(id: string): Promise<Blob | undefined> {
    return this.#rideOut.run(async () => {
      const row = await this.#collections.blobs.findOne({ _id: id });
      return row ? this.#withBytes(row) : undefined;
    }, largePatience);
  }

  async ofTicket(ticketId: string): Promise<Blob[]> {
    return this.#rideOut.run(async () => {
      const blobs: Blob[] = [];
      const rows = await this.#collections.blobs.find({ ticketId }, { sort: { _id: 1 } }).toArray();
      for (const row of rows) blobs.push(await this.#withBytes(row));
      return blobs;
    }, largePatience);
  }

  /** The bytes go first: as long as the row is there, removing can be asked for again. */
  async remove(id: string): Promise<boolean> {
    let found = false;
    return this.#rideOut.run(async () => {
      if (!(await this.#collections.blobs.findOne({ _id: id }))) return found;
      found = true;
      await this.#chunks.removeAll(ownerOf(id));
      return (await this.#collections.blobs.deleteOne({ _id: id })).deletedCount > 0;
    }, largePatience);
  }

  async #withBytes({ _id: id, ticketId, type, name, bytes: pieces }: BlobRow): Promise<Blob> {
    const bytes = await this.#chunks.read(pieces);
    if (!bytes) throw new Unsettled(`${id} was replaced while it was read`);
    return { id, ticketId, type, name, bytes };
  }
}

function ownerOf(id: string): string {
  return `blob/${id}`;
}
