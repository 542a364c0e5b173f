import { Binary, type Collection, ObjectId } from 'mongodb';
import type { ChunkRow, ChunkedBytes, Collections } from './collections.ts';
import { isDuplicateKey } from './failures.ts';

/** Far below the 16 MB that a MongoDB document may have, and few enough for large files. */
const chunkBytes = 1024 * 1024;

/** Whose bytes they are, and which of several versions; a higher one replaces the lower ones. */
export interface ChunkOwner {
  readonly owner: string;
  readonly version: number;
}

/**
 * Bytes of any size in pieces. A set counts for nothing until a row elsewhere points at it; that single write is
 * what makes it real, so a crash leaves pieces that nobody reads and the next version takes away.
 */
export class Chunks {
  readonly #rows: Collection<ChunkRow>;

  constructor({ chunks }: Collections) {
    this.#rows = chunks;
  }

  /** The name of a set to be. Writing it again after an unknown outcome changes nothing. */
  plan(bytes: Uint8Array): ChunkedBytes {
    return { set: new ObjectId(), parts: Math.max(1, Math.ceil(bytes.length / chunkBytes)) };
  }

  async write({ set, parts }: ChunkedBytes, { owner, version }: ChunkOwner, bytes: Uint8Array): Promise<void> {
    for (let part = 0; part < parts; part += 1) {
      const piece = bytes.subarray(part * chunkBytes, (part + 1) * chunkBytes);
      try {
        await this.#rows.insertOne({ _id: { set, part }, owner, version, bytes: new Binary(piece) });
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    }
  }

  /** Undefined when some of it is gone: a newer version has taken its place meanwhile. */
  async read({ set, parts }: ChunkedBytes): Promise<Uint8Array | undefined> {
    const ids = Array.from({ length: parts }, (_, part) => ({ set, part }));
    const rows = await this.#rows.find({ _id: { $in: ids } }).toArray();
    if (rows.length !== parts) return undefined;
    rows.sort((a, b) => a._id.part - b._id.part);
    return new Uint8Array(Buffer.concat(rows.map(({ bytes }) => bytes.value())));
  }

  async remove({ set, parts }: ChunkedBytes): Promise<void> {
    const ids = Array.from({ length: parts }, (_, part) => ({ set, part }));
    await this.#rows.deleteMany({ _id: { $in: ids } });
  }

  async removeAll(owner: string): Promise<void> {
    await this.#rows.deleteMany({ owner });
  }

  /** Never touches a set that is being written for a later version. */
  async removeBefore({ owner, version }: ChunkOwner): Promise<void> {
    await this.#rows.deleteMany({ owner, version: { $lt: version } });
  }
}
