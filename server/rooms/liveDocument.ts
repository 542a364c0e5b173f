import type * as Y from 'yjs';
import { Refusal } from '../../shared/domain/refusals.ts';
import type { PersonId } from '../../shared/domain/person.ts';
import { type Claim, ClaimTaken, type Documents, EpochChanged, type StoredDocument } from '../ports/documents.ts';
import type { Report } from '../ports/report.ts';
import type { Sifted } from './content.ts';
import { seeder } from './clientOwners.ts';
import { compact } from './compact.ts';
import { updateFrame } from './frames.ts';
import { History, type HistoryParts } from './history.ts';
import { Intake } from './intake.ts';
import type { RoomLimits } from './limits.ts';
import { updatesBy } from './ownChange.ts';
import { type AwakeReplicas, Replica } from './replica.ts';
import { type Accepted, SaveQueue, type Sender, type WrittenListener, writersOf } from './saveQueue.ts';
import type { Schedule } from './schedule.ts';

export interface LiveDocumentParts extends Pick<HistoryParts, 'versions' | 'clock' | 'newId'>, WrittenListener {
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
  /** Earlier versions of it. */
  readonly history: History;
  readonly #parts: LiveDocumentParts;
  /** Durable content only: what nobody may lose is all that anybody is shown. */
  readonly #replica: Replica;
  readonly #intake: Intake;
  readonly #queue: SaveQueue;
  /** What is with the store at this moment. */
  #writing: readonly Accepted[] = [];
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
    const edition = { id: parts.id, epoch: stored.epoch };
    this.history = new History({ ...parts, edition, replica: this.#replica, isNew: stored.through <= 1 });
    this.#intake = new Intake(stored, speakerFor);
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
    return this.#intake.ownerOf(client);
  }

  /** What of an update is new here. Throws Malformed. */
  sift(update: Uint8Array, person: PersonId): Sifted {
    const sifted = this.#intake.sift(update, person);
    // With every reconnect a client repeats all deletions it knows of.
    return sifted.kind === 'deletions' && this.#replica.contains(sifted.update) ? { kind: 'known' } : sifted;
  }

  /** Keeps the bytes; the sender is told when they are durable, and everybody else gets them then. */
  accept(
    sifted: Sifted & { kind: 'news' | 'deletions' },
    { sender, person }: { sender: Sender; person: PersonId },
  ): void {
    if (sifted.isOrphan) this.#orphanBytes += sifted.update.length;
    this.#queue.add(this.#intake.take(sifted, { sender, person }));
  }

  /** A change of the server's own, under a Yjs client that nobody else has; resolves when it is durable. */
  async change(edit: (doc: Y.Doc) => void): Promise<void> {
    for (const update of updatesBy(edit, this.state)) {
      const sifted = this.sift(update, seeder);
      if (sifted.kind === 'news' || sifted.kind === 'deletions')
        this.accept(sifted, { sender: nobody, person: seeder });
    }
    await this.written();
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
  async catchUp(): Promise<void> {
    const stored = await this.#catchUp();
    // What is with the store already, and is somebody else's to say, the store will refuse.
    if (!this.#intake.agree(stored)) this.#judgeAnew(stored);
  }

  async #catchUp(): Promise<StoredDocument> {
    const { documents, id, onDurable } = this.#parts;
    const stored = await documents.load(id);
    if (stored?.epoch !== this.epoch) throw new EpochChanged(id);
    const before = this.#replica.stateVector;
    for (const update of stored.updates) this.#replica.add(update);
    this.#through = stored.through;
    onDurable(updateFrame(this.#replica.missingFrom(before)));
    return stored;
  }

  async #append(batch: readonly Accepted[]): Promise<void> {
    const { id, onDurable, onWritten } = this.#parts;
    this.#writing = batch;
    const keeping = this.history.before(batch);
    if (keeping) await keeping;
    const through = await this.#store();
    const written = this.#writing;
    this.#writing = [];
    this.#intake.keep(written);
    if (through === this.#through + written.length) {
      this.#through = through;
      for (const { update, frame, sender } of written) {
        this.#replica.add(update);
        onDurable(frame, sender);
      }
    } else await this.catchUp();
    for (const person of writersOf(written)) onWritten?.(id, person);
    this.#grow(written);
  }

  /** Resolves to the seq of the last update; what turns out to be somebody else's to say is left out. */
  async #store(): Promise<number> {
    const { documents, id } = this.#parts;
    for (;;) {
      if (this.#writing.length === 0) return this.#through;
      const updates = this.#writing.map(({ update }) => update);
      const claims = this.#writing.flatMap((accepted) => accepted.claims);
      try {
        return await documents.append(id, this.epoch, updates, distinct(claims));
      } catch (reason) {
        if (!(reason instanceof ClaimTaken)) throw reason;
        const stored = await this.#catchUp();
        this.#writing = this.#judgeAnew({ ...stored, claims: [...reason.claims, ...stored.claims] });
      }
    }
  }

  /** Another server took a client first. Returns what is still to be written of what is with the store now. */
  #judgeAnew(stored: StoredDocument): Accepted[] {
    this.#intake.startOver(stored);
    const judge = (accepted: Accepted) => this.#intake.judge(accepted);
    const writing = this.#writing.flatMap((accepted) => judge(accepted) ?? []);
    this.#queue.revise(judge);
    return writing;
  }

  #grow(written: readonly Accepted[]): void {
    const { limits } = this.#parts;
    this.#log.updates += written.length;
    for (const { update } of written) this.#log.bytes += update.length;
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

/** The server needs no telling. */
const nobody: Sender = { confirm: () => undefined, refuse: () => undefined };

function distinct(claims: readonly Claim[]): Claim[] {
  return [...new Map(claims.map((claim) => [claim.client, claim])).values()];
}
