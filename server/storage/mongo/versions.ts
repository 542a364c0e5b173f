import type { VersionSummary } from '../../../shared/protocol/http.ts';
import { EpochChanged } from '../../ports/documents.ts';
import type { Edition, Version, Versions } from '../../ports/versions.ts';
import { surplusOf } from '../versions.ts';
import type { Chunks } from './chunks.ts';
import type { Collections, VersionRow } from './collections.ts';
import { Unsettled, isDuplicateKey } from './failures.ts';
import type { MongoParts } from './parts.ts';
import { type RideOut, largePatience } from './rideOut.ts';

/** Bytes first, then the row that points at them; when one goes, the row first. */
export class MongoVersions implements Versions {
  readonly #collections: Collections;
  readonly #chunks: Chunks;
  readonly #rideOut: RideOut;

  constructor({ collections, chunks, rideOut }: MongoParts) {
    this.#collections = collections;
    this.#chunks = chunks;
    this.#rideOut = rideOut;
  }

  async keep(edition: Edition, { id, state, ...summary }: Version): Promise<void> {
    const { id: document, epoch } = edition;
    const bytes = this.#chunks.plan(state);
    await this.#rideOut.run(async () => {
      await this.#assertThere(edition);
      await this.#chunks.write(bytes, { owner: ownerOf(edition), version: 1 }, state);
      await this.#insert({ _id: id, document, epoch, ...summary, bytes });
      // Who removed the document in between may have looked before there was anything of this one.
      await this.#assertThere(edition);
      for (const old of surplusOf(await this.#list(edition))) await this.#remove(old);
    }, largePatience);
  }

  async list(edition: Edition): Promise<VersionSummary[]> {
    return this.#rideOut.run(() => this.#list(edition));
  }

  async find({ id: document, epoch }: Edition, id: string): Promise<Version | undefined> {
    return this.#rideOut.run(async () => {
      const row = await this.#collections.versions.findOne({ _id: id, document, epoch });
      if (!row) return undefined;
      const state = await this.#chunks.read(row.bytes);
      if (!state) throw new Unsettled(`${id} was removed while it was read`);
      return { ...toSummary(row), state };
    }, largePatience);
  }

  async #list({ id: document, epoch }: Edition): Promise<VersionSummary[]> {
    const rows = await this.#collections.versions.find({ document, epoch }, { sort: { at: -1, _id: -1 } }).toArray();
    return rows.map(toSummary);
  }

  async #assertThere(edition: Edition): Promise<void> {
    const row = await this.#collections.documents.findOne({ _id: edition.id });
    if (row?.epoch === edition.epoch) return;
    await removeVersions(this.#collections, this.#chunks, edition);
    throw new EpochChanged(edition.id);
  }

  async #insert(row: VersionRow): Promise<void> {
    try {
      await this.#collections.versions.insertOne(row);
    } catch (error) {
      // An attempt of ours that seemed to fail.
      if (!isDuplicateKey(error)) throw error;
    }
  }

  async #remove(id: string): Promise<void> {
    const row = await this.#collections.versions.findOneAndDelete({ _id: id });
    if (row) await this.#chunks.remove(row.bytes);
  }
}

/** All of a document's, when it is removed. */
export async function removeVersions(collections: Collections, chunks: Chunks, edition: Edition): Promise<void> {
  await collections.versions.deleteMany({ document: edition.id, epoch: edition.epoch });
  await chunks.removeAll(ownerOf(edition));
}

function toSummary({ _id: id, at, by, why }: VersionRow): VersionSummary {
  return { id, at, by, why };
}

function ownerOf({ id, epoch }: Edition): string {
  return `versions/${id}/${epoch}`;
}
