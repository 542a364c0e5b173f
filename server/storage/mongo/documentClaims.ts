import { type ClientSession, MongoBulkWriteError } from 'mongodb';
import { type Claim, demandFree } from '../../ports/documents.ts';
import { passBarrier } from './barrier.ts';
import type { Collections, DocumentRow } from './collections.ts';
import type { Edition } from './documentUpdates.ts';
import { Unsettled, isDuplicateKey } from './failures.ts';

/** Claims that are kept in mind; beyond that they are looked up again. */
const mostRemembered = 100_000;

/** Which person used which Yjs client id first, per document and epoch. */
export class DocumentClaims {
  readonly #collections: Collections;
  /** By document; a claim that is there stays as it is until the document is gone. */
  readonly #secured = new Map<string, Set<string>>();
  #remembered = 0;

  constructor(collections: Collections) {
    this.#collections = collections;
  }

  async of({ _id, epoch }: DocumentRow, session: ClientSession): Promise<Claim[]> {
    const filter = { document: _id, epoch };
    const rows = await this.#collections.claims.find(filter, { sort: { client: 1 }, session }).toArray();
    return rows.map(({ client, person }) => ({ client, person }));
  }

  /**
   * All these clients belong to these persons, durably, once it resolves; fit to be repeated. Throws ClaimTaken when one
   * is somebody else's: of those that want it at once, the unique index lets one in, and the others see whose it is.
   */
  async secure(edition: Edition, claims: readonly Claim[]): Promise<void> {
    const open = claims.filter((claim) => !this.#isSecured(edition, claim));
    if (open.length === 0) return;
    const kept = await this.#find(edition, open);
    demandFree(edition.id, open, kept);
    const missing = open.filter(({ client }) => !kept.some((claim) => claim.client === client));
    if (missing.length > 0 && !(await this.#insert(edition, missing))) await this.#demandOurs(edition, missing);
    this.#remember(edition, open);
  }

  async removeAll({ id, epoch }: Edition): Promise<void> {
    this.#remembered -= this.#secured.get(id)?.size ?? 0;
    this.#secured.delete(id);
    await this.#collections.claims.deleteMany({ document: id, epoch });
  }

  /** False when some were there already, by an earlier attempt of ours or by somebody else. */
  async #insert({ id, epoch }: Edition, claims: readonly Claim[]): Promise<boolean> {
    const rows = claims.map(({ client, person }) => ({ document: id, epoch, client, person }));
    try {
      await this.#collections.claims.insertMany(rows, { ordered: false });
      return true;
    } catch (error) {
      if (!onlyDuplicates(error)) throw error;
      return false;
    }
  }

  async #demandOurs(edition: Edition, claims: readonly Claim[]): Promise<void> {
    await passBarrier(this.#collections);
    const kept = await this.#find(edition, claims);
    demandFree(edition.id, claims, kept);
    const isKept = ({ client }: Claim) => kept.some((claim) => claim.client === client);
    if (!claims.every(isKept)) throw new Unsettled(`the claims of ${edition.id} are not confirmed yet`);
  }

  async #find({ id, epoch }: Edition, claims: readonly Claim[]): Promise<Claim[]> {
    const filter = { document: id, epoch, client: { $in: claims.map(({ client }) => client) } };
    const rows = await this.#collections.claims.find(filter).toArray();
    return rows.map(({ client, person }) => ({ client, person }));
  }

  #isSecured({ id, epoch }: Edition, claim: Claim): boolean {
    return this.#secured.get(id)?.has(keyOf(epoch, claim)) ?? false;
  }

  #remember({ id, epoch }: Edition, claims: readonly Claim[]): void {
    if (this.#remembered >= mostRemembered) {
      this.#secured.clear();
      this.#remembered = 0;
    }
    const secured = this.#secured.get(id) ?? new Set<string>();
    const before = secured.size;
    for (const claim of claims) secured.add(keyOf(epoch, claim));
    this.#secured.set(id, secured);
    this.#remembered += secured.size - before;
  }
}

function keyOf(epoch: string, { client, person }: Claim): string {
  return `${epoch} ${String(client)} ${person}`;
}

function onlyDuplicates(error: unknown): boolean {
  if (!isDuplicateKey(error) || !(error instanceof MongoBulkWriteError)) return false;
  if (error.result.getWriteConcernError()) return false;
  return error.result.getWriteErrors().every((single) => single.code === error.code);
}
