import { Refusal } from '../../shared/domain/refusals.ts';
import type { PersonId } from '../../shared/domain/person.ts';
import { type Documents, EpochChanged, type StoredDocument } from '../ports/documents.ts';
import type { Report } from '../ports/report.ts';
import { Content, type Sifted } from './content.ts';
import { compact } from './compact.ts';
import { updateFrame } from './frames.ts';
import type { RoomLimits } from './limits.ts';
import { type AwakeReplicas, Replica } from './replica.ts';
import { type Accepted, SaveQueue, type Sender } from './saveQueue.ts';
import type { Schedule } from './schedule.ts';

export interface LiveDocumentParts {
  readonly id: string;
  readonly stored: StoredDocument;
  readonly documents: Documents;
  readonly schedule: Schedule;
  readonly limits: RoomLimits;
  readonly report: Report;
  readonly awake: AwakeReplicas;
  /** Who shows themselves under a Yjs client now. */
  readonly speakerFor: (client: number) => PersonId | undefined;
  /** An update is durable: everybody but who sent it is to have it. */
  readonly onDurable: (frame: Uint8Array, sender?: Sender) => void;
  /** Nothing can be saved any more. */
  readonly onBroken: (reason: unknown) => void;
}

/** One document while it is loaded: its content as far as durable, and what is on its way to the store. */
export class LiveDocument {
  readonly epoch: string;
  readonly #parts: LiveDocumentParts;
  /** Durable content only: what nobody may lose is all that anybody is shown. */
  readonly #replica: Replica;
  /** What was taken in, durable or not. */
  readonly #content: Content;
  readonly #queue: SaveQueue;
  /** The seq of the last stored update that the replica is known to hold, with all before it. */
  #through: number;
  /** Since the last compaction. */
  #log: { updates: number; bytes: number };
  #compacting: Promise<void> | undefined;
  /** At most what waits for predecessors. */
  #orphanBytes = 0;

  constructor(parts: LiveDocumentParts) {
    const { stored, schedule, awake, speakerFor, onBroken } = parts;
    this.#parts = parts;
    this.epoch = stored.epoch;
    this.#replica = new Replica(stored.updates, awake);
    this.#content = new Content(stored, speakerFor);
    this.#through = stored.through;
    this.#log = { updates: stored.updates.length - 1, bytes: 0 };
    this.#queue = new SaveQueue({ schedule, onBroken, write: (batch) => this.#append(batch) });
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

  ownerOf(client: number): PersonId | undefined {
    return this.#content.ownerOf(client);
  }

  /** What of an update is new here. Throws Malformed. */
  sift(update: Uint8Array, person: PersonId): Sifted {
    const sifted = this.#content.sift(update, person);
    // With every reconnect a client repeats all deletions it knows of.
    return sifted.kind === 'deletions' && this.#replica.contains(sifted.update) ? { kind: 'known' } : sifted;
  }

  /** Keeps the bytes; the sender is told when they are durable, and everybody else gets them then. */
  accept(
    sifted: Sifted & { kind: 'news' | 'deletions' },
    { sender, person }: { sender: Sender; person: PersonId },
  ): void {
    // One copy serves the others, the store and whoever comes later; the bytes that came in belong to the socket.
    const frame = updateFrame(sifted.update);
    const update = frame.subarray(frame.length - sifted.update.length);
    const claims = this.#content.take(sifted, person);
    if (sifted.isOrphan) this.#orphanBytes += update.length;
    this.#queue.add({ update, frame, claims, brings: sifted.brings, sender });
  }

  /** Whether there is room for more that has to wait for its predecessors. */
  holdsFewOrphans(): boolean {
    const { orphanBytes } = this.#parts.limits;
    if (this.#orphanBytes > orphanBytes) this.#orphanBytes = this.#replica.pendingBytes + this.#queue.unsavedBytes;
    return this.#orphanBytes <= orphanBytes;
  }

  /** The sender is told as soon as all that was accepted before is durable. */
  confirmLater(sender: Sender): void {
    this.#queue.confirmLater(sender);
  }

  /** Resolves when all that was accepted so far is durable; rejects when it never will be. */
  written(): Promise<void> {
    return this.#queue.written();
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

  /** Reads what other processes have written, and passes it on. */
  async catchUp(): Promise<StoredDocument> {
    const { documents, id, onDurable } = this.#parts;
    const stored = await documents.load(id);
    if (stored?.epoch !== this.epoch) throw new EpochChanged(id);
    const before = this.#replica.stateVector;
    for (const update of stored.updates) this.#replica.add(update);
    this.#content.correct(stored);
    this.#through = stored.through;
    onDurable(updateFrame(this.#replica.missingFrom(before)));
    return stored;
  }

  async #append(batch: readonly Accepted[]): Promise<void> {
    const { documents, id, limits, onDurable } = this.#parts;
    const updates = batch.map(({ update }) => update);
    const expected = this.#through + updates.length;
    const through = await documents.append(
      id,
      this.epoch,
      updates,
      batch.flatMap(({ claims }) => claims),
    );
    if (through === expected) {
      this.#through = through;
      for (const { update, frame, sender } of batch) {
        this.#replica.add(update);
        onDurable(frame, sender);
      }
    } else {
      const stored = await this.catchUp();
      const sinceThese = stored.through - (through - updates.length);
      for (const { sender } of this.#content.forged(batch, stored.updates.slice(0, -sinceThese))) sender.refuse();
    }
    this.#log.updates += updates.length;
    for (const update of updates) this.#log.bytes += update.length;
    const isLong = this.#log.updates >= limits.compactAfterUpdates || this.#log.bytes >= limits.compactAfterBytes;
    if (isLong) void this.#compact();
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
