import { Refusal } from '../../shared/domain/refusals.ts';
import type { Documents, StoredDocument } from '../ports/documents.ts';
import type { Report } from '../ports/report.ts';
import { compact } from './compact.ts';
import type { RoomLimits } from './limits.ts';
import { type AwakeReplicas, Replica } from './replica.ts';
import { SaveQueue, type Sender } from './saveQueue.ts';
import type { Schedule } from './schedule.ts';
import type { UpdateStructure } from './updateStructure.ts';

export interface LiveDocumentParts {
  readonly id: string;
  readonly stored: StoredDocument;
  readonly documents: Documents;
  readonly schedule: Schedule;
  readonly limits: RoomLimits;
  readonly report: Report;
  readonly awake: AwakeReplicas;
  /** The store has updates that came from elsewhere; this is what was missing here. */
  readonly onForeign: (update: Uint8Array) => void;
  /** Nothing can be saved any more. */
  readonly onBroken: (reason: unknown) => void;
}

/** One document while it is loaded: its content as far as accepted, and what is on its way to the store. */
export class LiveDocument {
  readonly epoch: string;
  readonly #parts: LiveDocumentParts;
  readonly #replica: Replica;
  readonly #queue: SaveQueue;
  /** The seq of the last stored update that the replica is known to hold, with all before it. */
  #through: number;
  /** Since the last compaction. */
  #log: { updates: number; bytes: number };
  #compacting: Promise<void> | undefined;

  constructor(parts: LiveDocumentParts) {
    const { stored, schedule, awake, onBroken } = parts;
    this.#parts = parts;
    this.epoch = stored.epoch;
    this.#replica = new Replica(stored.updates, awake);
    this.#through = stored.through;
    this.#log = { updates: stored.updates.length - 1, bytes: 0 };
    this.#queue = new SaveQueue({ schedule, onBroken, write: (updates) => this.#append(updates) });
  }

  get stateVector(): Uint8Array {
    return this.#replica.stateVector;
  }

  get state(): Uint8Array {
    return this.#replica.state;
  }

  get isSettled(): boolean {
    return this.#queue.isSettled;
  }

  get isOverfull(): boolean {
    return this.#queue.unsavedBytes > this.#parts.limits.unsavedBytes;
  }

  missingFrom(stateVector: Uint8Array): Uint8Array {
    return this.#replica.missingFrom(stateVector);
  }

  /** Whether an update that only deletes would change nothing. */
  isKnown(update: Uint8Array, { structs, deletions }: UpdateStructure): boolean {
    if (structs > 0) return false;
    // With every reconnect a client repeats all deletions it knows of.
    return deletions === 0 || this.#replica.contains(update);
  }

  /** Keeps the bytes of an update that was found well formed; the sender is told when it is durable. */
  accept(update: Uint8Array, sender: Sender): void {
    this.#replica.add(update);
    this.#queue.add(sender, update);
  }

  /** The sender is told as soon as all that was accepted before is durable. */
  confirmLater(sender: Sender): void {
    this.#queue.add(sender);
  }

  settled(): Promise<void> {
    return this.#queue.settled();
  }

  /** Resolves when no compaction is running. */
  async rested(): Promise<void> {
    await this.#compacting;
  }

  compactOnLeaving(): Promise<void> {
    if (this.#log.updates < this.#parts.limits.compactOnLeavingAfterUpdates) return this.rested();
    return this.#compact();
  }

  sleep(): void {
    this.#replica.sleep();
  }

  async #append(updates: readonly Uint8Array[]): Promise<void> {
    const { documents, id, limits } = this.#parts;
    const through = await documents.append(id, this.epoch, updates);
    const someoneElseWrote = through !== this.#through + updates.length;
    if (someoneElseWrote) await this.#catchUp();
    this.#through = through;
    this.#log.updates += updates.length;
    for (const update of updates) this.#log.bytes += update.length;
    const isLong = this.#log.updates >= limits.compactAfterUpdates || this.#log.bytes >= limits.compactAfterBytes;
    if (isLong) void this.#compact();
  }

  async #catchUp(): Promise<void> {
    const { documents, id, onForeign } = this.#parts;
    const stored = await documents.load(id);
    if (stored?.epoch !== this.epoch) return;
    const before = this.#replica.stateVector;
    for (const update of stored.updates) this.#replica.add(update);
    onForeign(this.#replica.missingFrom(before));
  }

  #compact(): Promise<void> {
    this.#compacting ??= this.#compactOnce().finally(() => {
      this.#compacting = undefined;
    });
    return this.#compacting;
  }

  async #compactOnce(): Promise<void> {
    const { documents, id, report } = this.#parts;
    this.#log = { updates: 0, bytes: 0 };
    try {
      const outcome = await compact(documents, { id, epoch: this.epoch });
      if (outcome === 'unreadable') report(new Error(`${id} holds unreadable updates`), 'compacting a document');
    } catch (reason) {
      // A store that is away now will be asked again after the next stretch of updates.
      if (!(reason instanceof Refusal)) report(reason, 'compacting a document');
    }
  }
}
