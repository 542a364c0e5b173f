import type { PersonId } from '../../shared/domain/person.ts';

/** Investigation documents as append-only logs of Yjs updates (V1 bytes), one per ticket. */
export interface Documents {
  load(id: string): Promise<StoredDocument | undefined>;
  /** Creates the document with its first update unless one exists; true when this call created it. */
  create(id: string, epoch: string, seed: Uint8Array): Promise<boolean>;
  /**
   * Adds updates in order; durable when it resolves. Resolves to the seq of the last one. After an unknown outcome, or
   * a compaction by another server at the same moment, an update may be there twice: Yjs takes it once.
   * Throws EpochChanged when the document is gone or has been made anew. `claims` name the Yjs clients that the updates
   * bring something of, and are kept in the same stroke; the first claim of a client counts. Throws ClaimTaken, and no
   * update is written, when one of them is somebody else's.
   */
  append(id: string, epoch: string, updates: readonly Uint8Array[], claims?: readonly Claim[]): Promise<number>;
  /**
   * Replaces the updates up to `through` by `state`, which must contain them all. False, and nothing changed, when
   * somebody else has compacted since or the epoch changed. Updates after `through` are never touched.
   */
  compact(id: string, epoch: string, compaction: Compaction): Promise<boolean>;
  /** The document with its claims; true when there was one. */
  remove(id: string): Promise<boolean>;
}

/** A Yjs client id belongs to the person who used it first in that document. */
export interface Claim {
  readonly client: number;
  readonly person: PersonId;
}

export interface StoredDocument {
  readonly epoch: string;
  /** In order; the first may be a compacted state. */
  readonly updates: readonly Uint8Array[];
  /** The seq of the compacted state in front; 0 when nothing was compacted. */
  readonly compacted: number;
  /** The seq of the last update. */
  readonly through: number;
  readonly claims: readonly Claim[];
}

export interface Compaction {
  /** `compacted` as it was loaded: a compaction by somebody else in between makes this one void. */
  readonly since: number;
  readonly through: number;
  readonly state: Uint8Array;
}

export class EpochChanged extends Error {
  override readonly name = 'EpochChanged';
}

export class ClaimTaken extends Error {
  override readonly name = 'ClaimTaken';
  /** Whose the clients are that somebody else claimed. */
  readonly claims: readonly Claim[];

  constructor(id: string, claims: readonly Claim[]) {
    super(`${id}: ${claims.map(({ client }) => String(client)).join(', ')}`);
    this.claims = claims;
  }
}

/** Throws ClaimTaken when one of these is somebody else's by what is kept. */
export function demandFree(id: string, claims: readonly Claim[], kept: readonly Claim[]): void {
  const owners = new Map(kept.map(({ client, person }) => [client, person]));
  const isTaken = ({ client, person }: Claim) => (owners.get(client) ?? person) !== person;
  const taken = new Set(claims.filter(isTaken).map(({ client }) => client));
  if (taken.size === 0) return;
  throw new ClaimTaken(
    id,
    kept.filter(({ client }) => taken.has(client)),
  );
}
