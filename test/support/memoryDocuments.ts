import {
  type Claim,
  type Compaction,
  type Documents,
  EpochChanged,
  type StoredDocument,
  demandFree,
} from '../../server/ports/documents.ts';

interface Stored {
  epoch: string;
  compacted: number;
  rows: { seq: number; bytes: Uint8Array }[];
  claims: Claim[];
}

/** The rules of the port and nothing else: what a method has done is durable at once. */
export class MemoryDocuments implements Documents {
  readonly #documents = new Map<string, Stored>();

  async load(id: string): Promise<StoredDocument | undefined> {
    const stored = this.#documents.get(id);
    if (!stored) return undefined;
    const updates = stored.rows.map(({ bytes }) => bytes.slice());
    const { epoch, compacted, claims } = stored;
    return { epoch, updates, compacted, through: lastSeq(stored), claims: [...claims] };
  }

  async create(id: string, epoch: string, seed: Uint8Array): Promise<boolean> {
    if (this.#documents.has(id)) return false;
    this.#documents.set(id, { epoch, compacted: 0, rows: [{ seq: 1, bytes: seed.slice() }], claims: [] });
    return true;
  }

  async append(...[id, epoch, updates, claims = []]: Parameters<Documents['append']>): Promise<number> {
    const stored = this.#documents.get(id);
    if (stored?.epoch !== epoch) throw new EpochChanged(id);
    demandFree(id, claims, stored.claims);
    for (const bytes of updates) stored.rows.push({ seq: lastSeq(stored) + 1, bytes: bytes.slice() });
    for (const claim of claims) {
      if (!stored.claims.some(({ client }) => client === claim.client)) stored.claims.push(claim);
    }
    return lastSeq(stored);
  }

  async compact(id: string, epoch: string, { since, through, state }: Compaction): Promise<boolean> {
    const stored = this.#documents.get(id);
    if (stored?.epoch !== epoch || stored.compacted !== since || through > lastSeq(stored)) return false;
    const rest = stored.rows.filter(({ seq }) => seq > through);
    stored.rows = [{ seq: through, bytes: state.slice() }, ...rest];
    stored.compacted = through;
    return true;
  }

  async remove(id: string): Promise<boolean> {
    return this.#documents.delete(id);
  }
}

function lastSeq(stored: Stored): number {
  return stored.rows.at(-1)?.seq ?? 0;
}

interface Held {
  readonly method: keyof Documents;
  readonly call: () => Promise<unknown>;
  readonly resolve: (result: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

/** A store whose calls wait until the test says what becomes of them: how a process sees a disk or a database. */
export class HeldDocuments implements Documents {
  readonly #store: Documents;
  #held: Held[] = [];
  #isDead = false;

  constructor(store: Documents) {
    this.#store = store;
  }

  /** What waits to be carried out, oldest first. */
  get waiting(): readonly (keyof Documents)[] {
    return this.#held.map(({ method }) => method);
  }

  load(id: string): Promise<StoredDocument | undefined> {
    return this.#hold('load', () => this.#store.load(id));
  }

  create(id: string, epoch: string, seed: Uint8Array): Promise<boolean> {
    return this.#hold('create', () => this.#store.create(id, epoch, seed));
  }

  append(...given: Parameters<Documents['append']>): Promise<number> {
    return this.#hold('append', () => this.#store.append(...given));
  }

  compact(id: string, epoch: string, compaction: Compaction): Promise<boolean> {
    return this.#hold('compact', () => this.#store.compact(id, epoch, compaction));
  }

  remove(id: string): Promise<boolean> {
    return this.#hold('remove', () => this.#store.remove(id));
  }

  /** Carries out the oldest call; false when there was none. */
  async carryOut(): Promise<boolean> {
    const next = this.#held.shift();
    await next?.call().then(next.resolve, next.reject);
    return next !== undefined;
  }

  /** The oldest call fails without having done anything. */
  fail(reason: Error): void {
    this.#held.shift()?.reject(reason);
  }

  /** The oldest call is carried out, but the answer gets lost and the caller is told that it failed. */
  async failAfterwards(reason: Error): Promise<void> {
    const next = this.#held.shift();
    await next?.call().catch(() => undefined);
    next?.reject(reason);
  }

  /** The process is gone: the oldest calls may still have been carried out, but none ends, and later ones do nothing. */
  async kill(carriedOut = 0): Promise<void> {
    this.#isDead = true;
    for (const { call } of this.#held.splice(0).slice(0, carriedOut)) await call().catch(() => undefined);
  }

  #hold<Result>(method: keyof Documents, call: () => Promise<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      if (this.#isDead) return;
      this.#held.push({ method, call, resolve: resolve as (result: unknown) => void, reject });
    });
  }
}
