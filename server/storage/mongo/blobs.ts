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
      await this.#chunks.write(pieces, { owner: `blob/${id}`, version: 1 }, bytes);
      const before = await this.#collections.blobs.findOneAndReplace({ _id: id }, row, { upsert: true });
      if (before && !before.bytes.set.equals(pieces.set)) await this.#chunks.remove(before.bytes);
    }, largePatience);
  }

  async get(id: string): Promise<Blob | undefined> {
    return this.#rideOut.run(async () => {
      const row = await this.#collections.blobs.findOne({ _id: id });
      if (!row) return undefined;
      const bytes = await this.#chunks.read(row.bytes);
      if (!bytes) throw new Unsettled(`${id} was replaced while it was read`);
      return { id, ticketId: row.ticketId, type: row.type, name: row.name, bytes };
    }, largePatience);
  }
}
