import type { Edition, Version, Versions } from '../../server/ports/versions.ts';
import type { VersionSummary } from '../../shared/protocol/http.ts';

/** Keeps them all, of all documents. */
export class MemoryVersions implements Versions {
  readonly #versions: { readonly edition: Edition; readonly version: Version }[] = [];

  async keep(edition: Edition, version: Version): Promise<void> {
    this.#versions.unshift({ edition, version });
  }

  async list(edition: Edition): Promise<VersionSummary[]> {
    return this.#of(edition).map(({ state: _, ...summary }) => summary);
  }

  async find(edition: Edition, id: string): Promise<Version | undefined> {
    return this.#of(edition).find((version) => version.id === id);
  }

  #of({ id, epoch }: Edition): Version[] {
    const isOfThis = ({ edition }: { edition: Edition }) => edition.id === id && edition.epoch === epoch;
    return this.#versions.filter(isOfThis).map(({ version }) => version);
  }
}
