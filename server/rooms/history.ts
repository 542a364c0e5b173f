import type { PersonId } from '../../shared/domain/person.ts';
import { Refusal } from '../../shared/domain/refusals.ts';
import type { VersionReason } from '../../shared/protocol/http.ts';
import type { Clock } from '../ports/clock.ts';
import { EpochChanged } from '../ports/documents.ts';
import type { NewId } from '../ports/ids.ts';
import type { Report } from '../ports/report.ts';
import type { Edition, Versions } from '../ports/versions.ts';
import { seeder } from './clientOwners.ts';
import type { Replica } from './replica.ts';
import type { Accepted } from './saveQueue.ts';
import { readStructure } from './updateStructure.ts';

const everyMs = 10 * 60_000;
/** Not more often because of deletions: whoever deletes again and again must not push out what was good. */
const betweenDeletionsMs = 60_000;
/** Deleting more than so much since the last version is a lot. */
const large = 500;
/** Less is never a lot, however little there is. */
const small = 20;

export interface HistoryParts {
  readonly edition: Edition;
  readonly versions: Versions;
  /** What is durable. */
  readonly replica: Replica;
  /** Whether nobody has written in the document yet. */
  readonly isNew: boolean;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly report: Report;
}

/** Keeps a document as it was: before the first change after a while, before a large deletion, and when asked. */
export class History {
  readonly #parts: HistoryParts;
  /** Milliseconds since 1970; undefined until the store has told. */
  #keptAt: number | undefined;
  #deletionKeptAt = -Infinity;
  /** What was deleted since. */
  #gone = 0;

  constructor(parts: HistoryParts) {
    this.#parts = parts;
    void this.#learn();
  }

  /** To be awaited before these are written; undefined, as nearly always, when there is nothing to keep before them. */
  before(batch: readonly Pick<Accepted, 'update' | 'person'>[]): Promise<void> | undefined {
    const changes = batch.filter(({ person }) => person !== seeder);
    const [first] = changes;
    if (!first) return undefined;
    const deletedBy = this.#largeDeletion(changes);
    const { clock } = this.#parts;
    if (deletedBy !== undefined) return this.#tryTo(() => this.keep('deletion', deletedBy));
    if (this.#keptAt === undefined || clock.now().getTime() - this.#keptAt < everyMs) return undefined;
    return this.#tryTo(() => this.keep('interval', first.person));
  }

  /** Keeps what is durable now; resolves to the id of the version. */
  async keep(why: VersionReason, by: PersonId): Promise<string> {
    const { edition, versions, replica, clock, newId } = this.#parts;
    const [id, now] = [newId(), clock.now()];
    const { state } = replica;
    this.#keptAt = now.getTime();
    if (why === 'deletion') this.#deletionKeptAt = this.#keptAt;
    this.#gone = 0;
    await versions.keep(edition, { id, at: now.toISOString(), by, why, state });
    return id;
  }

  /** When the last one was kept; nobody waits for that to be known. */
  async #learn(): Promise<void> {
    const { edition, versions, isNew, clock } = this.#parts;
    const opened = clock.now().getTime();
    const newest = await versions.list(edition).then(
      ([version]) => (version ? Date.parse(version.at) : isNew ? opened : -Infinity),
      // The next ten minutes count from here.
      () => opened,
    );
    this.#keptAt ??= newest;
  }

  /** Who deletes the most, when all that is deleted is a lot. */
  #largeDeletion(batch: readonly Pick<Accepted, 'update' | 'person'>[]): PersonId | undefined {
    const sizes = batch.map(({ update, person }) => ({ person, gone: this.#goneWith(update) }));
    const gone = sizes.reduce((sum, size) => sum + size.gone, 0);
    if (gone === 0) return undefined;
    this.#gone += gone;
    const isLarge = this.#gone > large || (gone >= small && gone > this.#parts.replica.size / 2);
    if (!isLarge || this.#parts.clock.now().getTime() - this.#deletionKeptAt < betweenDeletionsMs) return undefined;
    return sizes.reduce((most, size) => (size.gone > most.gone ? size : most)).person;
  }

  #goneWith(update: Uint8Array): number {
    const { deletes } = readStructure(update);
    const named = deletes.reduce((sum, { from, to }) => sum + to - from, 0);
    // Only what is large on the face of it is worth waking a document for; who comes back names all deletions ever.
    const { replica } = this.#parts;
    return named >= small || (named > 0 && replica.isAwake) ? replica.goneWith(deletes) : named;
  }

  /** Without an earlier version people can go on; without a store they cannot. */
  async #tryTo(keep: () => Promise<unknown>): Promise<void> {
    try {
      await keep();
    } catch (reason) {
      if (reason instanceof Refusal || reason instanceof EpochChanged) throw reason;
      this.#parts.report(reason, 'keeping a version of a document');
    }
  }
}
