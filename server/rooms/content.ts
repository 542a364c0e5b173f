import type { PersonId } from '../../shared/domain/person.ts';
import type { Claim, StoredDocument } from '../ports/documents.ts';
import { Malformed } from './byteReader.ts';
import { ClientOwners, seeder } from './clientOwners.ts';
import { Holdings } from './holdings.ts';
import { deletionsOnly, restate } from './restate.ts';
import { type Span, type UpdateStructure, readStructure } from './updateStructure.ts';

/** What of an update is new to a document. */
export type Sifted =
  /** Nothing; or only what is somebody else's to say before it is there. */
  | { readonly kind: 'known' }
  /** It writes under a client that belongs to somebody else. */
  | { readonly kind: 'foreign' }
  | ({ readonly kind: 'deletions' | 'news' } & News);

interface News {
  /** Without what the document holds already. */
  readonly update: Uint8Array;
  readonly brings: readonly Span[];
  /** Whether something has to come before it that is not there yet. */
  readonly isOrphan: boolean;
}

/**
 * What a document consists of, told without building it: which clocks of which Yjs clients it has taken, and whose those
 * clients are. What was said once under a client and clock is never said differently: repetitions are left out.
 */
export class Content {
  readonly #holdings = new Holdings();
  /** Of that, what the store has. */
  readonly #kept = new Holdings();
  readonly #owners: ClientOwners;
  readonly #speakerFor: (client: number) => PersonId | undefined;
  /** To be kept in the store with whatever is kept next. */
  #unkept: Claim[];

  /** `speakerFor`: who shows themselves under a client now, and so has it although they have not written yet. */
  constructor(stored: StoredDocument, speakerFor: (client: number) => PersonId | undefined = () => undefined) {
    this.#speakerFor = speakerFor;
    this.#owners = new ClientOwners(stored.claims);
    this.#addAll(stored.updates);
    this.#unkept = this.#owners.claim(clientsOfSeed(stored), seeder);
  }

  ownerOf(client: number): PersonId | undefined {
    return this.#owners.of(client);
  }

  /** Throws Malformed. */
  sift(update: Uint8Array, person: PersonId): Sifted {
    const structure = readStructure(update);
    // What waits for the store under the client of somebody may turn out to be a forger's: only what is there is known.
    const isForeign = ({ client }: Span) => this.#isAnothers(client, person);
    if (this.#kept.missing(structure.brings).some(isForeign)) return { kind: 'foreign' };
    const brings = this.#holdings.missing(structure.brings);
    const deletes = this.#mayBeDeleted(structure, person);
    if (brings.length === 0) {
      if (deletes.length === 0) return { kind: 'known' };
      const isOrphan = this.#holdings.missing(deletes).length > 0;
      return { kind: 'deletions', update: deletionsOnly(deletes), brings, isOrphan };
    }
    const isWhole = sameLength(brings, structure.brings) && sameLength(deletes, structure.deletes);
    return {
      kind: 'news',
      update: isWhole ? update : restate(update, { brings, deletes }),
      brings,
      isOrphan: this.#waits(structure, brings),
    };
  }

  /** Counts it as content; returns the claims of all the clients it is of, to be kept with it. */
  take({ brings }: Pick<News, 'brings'>, person: PersonId): Claim[] {
    this.#holdings.add(brings);
    const claims = this.#owners.claim(new Set(brings.map(({ client }) => client)), person);
    return [...this.#unkept.splice(0), ...claims];
  }

  /** What was taken is durable. */
  keep(brings: readonly Span[]): void {
    this.#kept.add(brings);
  }

  /** Takes in what the store holds; false, and nothing changed, when clients are somebody else's than was thought here. */
  agree({ updates, claims }: Pick<StoredDocument, 'updates' | 'claims'>): boolean {
    if (!this.#owners.agree(claims)) return false;
    this.#addAll(updates);
    return true;
  }

  #isAnothers(client: number, person: PersonId): boolean {
    const owner = this.#owners.of(client) ?? this.#speakerFor(client);
    return owner !== undefined && owner !== person;
  }

  /** Nobody deletes what somebody else has yet to write. */
  #mayBeDeleted({ deletes }: UpdateStructure, person: PersonId): readonly Span[] {
    const isTheirs = ({ client }: Span) => this.#isAnothers(client, person);
    if (!deletes.some(isTheirs)) return deletes;
    return deletes.flatMap((span) => (isTheirs(span) ? this.#holdings.within([span]) : [span]));
  }

  #waits({ needs, deletes }: UpdateStructure, brings: readonly Span[]): boolean {
    const after = new Holdings();
    after.add(brings);
    const isThere = (client: number, clock: number) =>
      this.#holdings.reaches(client, clock) || after.missing([{ client, from: clock, to: clock + 1 }]).length === 0;
    const follows = brings.every(({ client, from }) => from === 0 || isThere(client, from - 1));
    const stands = [...needs].every(([client, clock]) => isThere(client, clock));
    return !follows || !stands || after.missing(this.#holdings.missing(deletes)).length > 0;
  }

  #addAll(updates: readonly Uint8Array[]): void {
    for (const update of updates) {
      const brings = bringsOf(update);
      this.#holdings.add(brings);
      this.#kept.add(brings);
    }
  }
}

/** What was stored before anybody looked at it may be unreadable, and is left alone. */
function bringsOf(update: Uint8Array): readonly Span[] {
  try {
    return readStructure(update).brings;
  } catch (reason) {
    if (reason instanceof Malformed) return [];
    throw reason;
  }
}

/** A document that was never compacted begins with its seed. */
function clientsOfSeed({ updates, compacted }: StoredDocument): number[] {
  const [seed] = updates;
  return compacted === 0 && seed ? bringsOf(seed).map(({ client }) => client) : [];
}

function sameLength(one: readonly Span[], other: readonly Span[]): boolean {
  const length = (spans: readonly Span[]) => spans.reduce((sum, { from, to }) => sum + to - from, 0);
  return length(one) === length(other);
}
