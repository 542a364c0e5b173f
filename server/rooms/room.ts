import * as Y from 'yjs';
import { Refusal } from '../../shared/domain/refusals.ts';
import type { DocumentClose } from '../../shared/protocol/document.ts';
import { EpochChanged } from '../ports/documents.ts';
import type { Report } from '../ports/report.ts';
import type { Connection, RoomDoor } from './connection.ts';
import { type Frame, awarenessFrame, step1Frame, step2Frame, updateFrame } from './frames.ts';
import type { RoomLimits } from './limits.ts';
import { LiveDocument } from './liveDocument.ts';
import { type Seeding, openStored } from './openStored.ts';
import type { AwakeReplicas } from './replica.ts';
import { RoomAwareness } from './roomAwareness.ts';
import type { Cancel, Schedule } from './schedule.ts';
import { readStructure } from './updateStructure.ts';

type State =
  { readonly kind: 'opening' } | { readonly kind: 'open'; readonly document: LiveDocument } | { readonly kind: 'gone' };

export interface RoomParts extends Seeding {
  readonly schedule: Schedule;
  readonly limits: RoomLimits;
  readonly report: Report;
  readonly awake: AwakeReplicas;
}

/** One ticket's document and everybody who has it open. */
export class Room implements RoomDoor {
  readonly ticketId: string;
  readonly #parts: RoomParts;
  readonly #onGone: () => void;
  readonly #opened: Promise<LiveDocument>;
  readonly #awareness: RoomAwareness;
  readonly #connections = new Set<Connection>();
  #state: State = { kind: 'opening' };
  #awarenessIsDue = false;
  #cancelGrace: Cancel | undefined;
  #cancelHeartbeat: Cancel | undefined;

  constructor(ticketId: string, parts: RoomParts, onGone: () => void) {
    this.ticketId = ticketId;
    this.#parts = parts;
    this.#onGone = onGone;
    this.#awareness = new RoomAwareness(parts.limits.awarenessClients);
    this.#opened = this.#open();
    // Whoever waits for it hears of the failure; nobody may be waiting.
    this.#opened.catch(() => undefined);
  }

  enter(connection: Connection): void {
    this.#connections.add(connection);
    this.#cancelGrace?.();
    this.#cancelHeartbeat ??= this.#beatLater();
    if (this.#state.kind === 'open') this.#admit(connection, this.#state.document);
  }

  leave(connection: Connection): void {
    if (!this.#connections.delete(connection)) return;
    this.#awareness.leave(connection);
    this.#passAwarenessSoon();
    this.#startGraceIfEmpty();
  }

  receive(frame: Frame, from: Connection): void {
    if (this.#state.kind !== 'open') return;
    const { document } = this.#state;
    switch (frame.kind) {
      case 'step1':
        from.sendState(step2Frame(document.missingFrom(frame.stateVector)));
        return;
      case 'update':
        this.#receiveUpdate(frame.update, { document, from });
        return;
      case 'awareness':
        if (frame.entries.length > this.#parts.limits.awarenessBytes) {
          from.close('tooLarge');
          return;
        }
        this.#awareness.receive(frame.entries, from);
        this.#passAwarenessSoon();
        return;
      case 'queryAwareness':
        this.#showAwareness(from);
    }
  }

  async epoch(): Promise<string> {
    return (await this.#opened).epoch;
  }

  /** A copy of the document as it is now; changing it changes nothing here. */
  async read(): Promise<Y.Doc> {
    const copy = new Y.Doc();
    Y.applyUpdate(copy, (await this.#opened).state);
    return copy;
  }

  /** Listens to nobody any more, waits until what was accepted is durable and everybody was told so, and closes. */
  async drain(): Promise<void> {
    for (const connection of this.#connections) connection.dismiss();
    const document = await this.#opened.catch(() => undefined);
    await document?.settled();
    await document?.rested();
    this.#end('restarting');
  }

  async #open(): Promise<LiveDocument> {
    const { documents, schedule, limits, report, awake } = this.#parts;
    const id = this.ticketId;
    try {
      const stored = await openStored(this.#parts, id);
      const onForeign = (update: Uint8Array) => {
        this.#relay(updateFrame(update));
      };
      const onBroken = (reason: unknown) => {
        this.#fail(reason);
      };
      const document = new LiveDocument({
        ...{ id, stored, documents, schedule, limits, report, awake },
        ...{ onForeign, onBroken },
      });
      this.#state = { kind: 'open', document };
      for (const connection of this.#connections) this.#admit(connection, document);
      this.#startGraceIfEmpty();
      return document;
    } catch (reason) {
      this.#fail(reason);
      throw reason;
    }
  }

  #admit(connection: Connection, document: LiveDocument): void {
    if (connection.epoch !== undefined && connection.epoch !== document.epoch) {
      connection.close('epochChanged');
      return;
    }
    const greeting = [step1Frame(document.stateVector)];
    const awareness = this.#awareness.all();
    if (awareness) greeting.push(awarenessFrame(awareness));
    connection.join(greeting);
  }

  #receiveUpdate(bytes: Uint8Array, { document, from }: { document: LiveDocument; from: Connection }): void {
    const structure = readStructure(bytes);
    if (document.isKnown(bytes, structure)) {
      document.confirmLater(from);
      return;
    }
    if (!from.mayWrite) {
      // Yjs tidies up formatting by itself, in the copy of a reader too: such deletions are overheard, not punished.
      if (structure.structs > 0) from.close('notAllowed');
      return;
    }
    const frame = updateFrame(bytes);
    // One copy serves the others, the store and whoever comes later; the bytes that came in belong to the socket.
    const update = frame.subarray(frame.length - bytes.length);
    document.accept(update, from);
    this.#relay(frame, from);
    if (document.isOverfull) this.#fail(new Refusal('storeUnavailable'));
  }

  #relay(frame: Uint8Array, from?: Connection): void {
    for (const connection of this.#connections) if (connection !== from) connection.send(frame);
  }

  #showAwareness(to: Connection): void {
    const awareness = this.#awareness.all();
    if (awareness) to.send(awarenessFrame(awareness));
  }

  #passAwarenessSoon(): void {
    if (this.#awarenessIsDue) return;
    this.#awarenessIsDue = true;
    this.#parts.schedule.soon(() => {
      this.#awarenessIsDue = false;
      const changes = this.#awareness.takeChanges();
      if (changes) this.#relay(awarenessFrame(changes));
    });
  }

  #beatLater(): Cancel {
    return this.#parts.schedule.after(this.#parts.limits.heartbeatMs, () => {
      this.#awareness.beat();
      for (const connection of this.#connections) connection.beat();
      this.#cancelHeartbeat = this.#connections.size > 0 ? this.#beatLater() : undefined;
    });
  }

  #startGraceIfEmpty(): void {
    if (this.#connections.size > 0 || this.#state.kind !== 'open') return;
    const { document } = this.#state;
    this.#cancelGrace?.();
    this.#cancelGrace = this.#parts.schedule.after(this.#parts.limits.graceMs, () => void this.#unload(document));
  }

  /** Whoever comes back meanwhile finds the room as it was: it is forgotten only when all is stored and nobody is here. */
  async #unload(document: LiveDocument): Promise<void> {
    await document.settled();
    await document.compactOnLeaving();
    if (this.#connections.size === 0 && document.isSettled) this.#end('restarting');
  }

  #fail(reason: unknown): void {
    if (!(reason instanceof Refusal || reason instanceof EpochChanged)) this.#parts.report(reason, 'a document room');
    this.#end(closeFor(reason));
  }

  #end(why: DocumentClose): void {
    if (this.#state.kind === 'gone') return;
    if (this.#state.kind === 'open') this.#state.document.sleep();
    this.#state = { kind: 'gone' };
    this.#cancelGrace?.();
    this.#cancelHeartbeat?.();
    this.#onGone();
    for (const connection of [...this.#connections]) connection.close(why);
  }
}

function closeFor(reason: unknown): DocumentClose {
  if (reason instanceof EpochChanged) return 'epochChanged';
  if (reason instanceof Refusal && reason.code === 'ticketNotFound') return 'unknownTicket';
  return 'storeUnavailable';
}
