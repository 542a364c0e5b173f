import * as Y from 'yjs';
import { Refusal } from '../../shared/domain/refusals.ts';
import type { DocumentClose } from '../../shared/protocol/document.ts';
import { EpochChanged } from '../ports/documents.ts';
import type { Report } from '../ports/report.ts';
import type { Versions } from '../ports/versions.ts';
import type { Clock } from '../ports/clock.ts';
import type { Connection, RoomDoor } from './connection.ts';
import type { Sifted } from './content.ts';
import { type Frame, step1Frame, step2Frame } from './frames.ts';
import type { RoomLimits } from './limits.ts';
import { LiveDocument, type LiveDocumentParts } from './liveDocument.ts';
import { type Seeding, openStored } from './openStored.ts';
import { PresenceRelay } from './presenceRelay.ts';
import type { AwakeReplicas } from './replica.ts';
import type { Cancel, Schedule } from './schedule.ts';

type State =
  { readonly kind: 'opening' } | { readonly kind: 'open'; readonly document: LiveDocument } | { readonly kind: 'gone' };

export interface RoomParts extends Seeding, Pick<LiveDocumentParts, 'onWritten'> {
  readonly versions: Versions;
  readonly clock: Clock;
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
  readonly #presence: PresenceRelay;
  readonly #connections = new Set<Connection>();
  #state: State = { kind: 'opening' };
  #cancelGrace: Cancel | undefined;
  #cancelHeartbeat: Cancel | undefined;

  constructor(ticketId: string, parts: RoomParts, onGone: () => void) {
    this.ticketId = ticketId;
    this.#parts = parts;
    this.#onGone = onGone;
    this.#presence = new PresenceRelay({
      ...{ schedule: parts.schedule, limits: parts.limits },
      ownerOf: (client) => this.#document?.ownerOf(client),
      send: (frame) => {
        this.#relay(frame);
      },
    });
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
    this.#presence.leave(connection);
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
        this.#presence.receive(frame.entries, from);
        return;
      case 'queryAwareness':
        for (const shown of this.#presence.frames()) from.send(shown);
    }
  }

  /** The document, once it is there. Throws Refusal. */
  opened(): Promise<LiveDocument> {
    return this.#opened;
  }

  /** A copy of the document with all that was accepted so far, once that is durable; changing it changes nothing here. */
  async read(): Promise<Y.Doc> {
    const document = await this.#opened;
    await document.written();
    const copy = new Y.Doc();
    Y.applyUpdate(copy, document.state);
    return copy;
  }

  /** Nothing that was said here may be heard any more. */
  async erase(): Promise<void> {
    this.#end('erased');
    const document = await this.#opened.catch(() => undefined);
    await document?.settled();
    await document?.rested();
  }

  /** Listens to nobody any more, waits until what was accepted is durable and everybody was told so, and closes. */
  async drain(): Promise<void> {
    for (const connection of this.#connections) connection.dismiss();
    const document = await this.#opened.catch(() => undefined);
    await document?.settled();
    await document?.rested();
    this.#end('restarting');
  }

  get #document(): LiveDocument | undefined {
    return this.#state.kind === 'open' ? this.#state.document : undefined;
  }

  async #open(): Promise<LiveDocument> {
    const id = this.ticketId;
    try {
      const stored = await openStored(this.#parts, id);
      // It was erased while it was read.
      if (this.#state.kind === 'gone') throw new Refusal('storeUnavailable');
      const document = new LiveDocument({
        ...{ ...this.#parts, id, stored },
        speakerFor: (client) => this.#presence.speakerFor(client),
        onDurable: (frame, sender) => {
          this.#relay(frame, sender);
        },
        onBroken: (reason) => {
          this.#fail(reason);
        },
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
    const mismatch = connection.mismatch(document.epoch);
    if (mismatch) {
      connection.close(mismatch);
      return;
    }
    connection.join([step1Frame(document.stateVector), ...this.#presence.frames()]);
  }

  #receiveUpdate(bytes: Uint8Array, { document, from }: { document: LiveDocument; from: Connection }): void {
    const sifted = document.sift(bytes, from.person.id);
    if (sifted.kind === 'foreign') void this.#lookAgain(bytes, { document, from });
    else this.#takeIn(sifted, { document, from });
  }

  /** Another server may have stored what this client repeats: only then is it innocent. */
  async #lookAgain(bytes: Uint8Array, { document, from }: { document: LiveDocument; from: Connection }): Promise<void> {
    from.pause();
    try {
      await document.catchUp();
      const sifted = document.sift(bytes, from.person.id);
      if (sifted.kind === 'foreign') from.refuse();
      else this.#takeIn(sifted, { document, from });
      from.goOn();
    } catch (reason) {
      this.#fail(reason);
    }
  }

  #takeIn(
    sifted: Exclude<Sifted, { kind: 'foreign' }>,
    { document, from }: { document: LiveDocument; from: Connection },
  ) {
    if (sifted.kind === 'known') {
      document.confirmLater(from);
      return;
    }
    if (!from.mayWrite) {
      // Yjs tidies up formatting by itself, in the copy of a reader too: such deletions are overheard, not punished.
      if (sifted.kind === 'news') from.close('notAllowed');
      return;
    }
    if (sifted.isOrphan && !document.holdsFewOrphans()) {
      from.close('tooMany');
      return;
    }
    document.accept(sifted, { sender: from, person: from.person.id });
    if (document.isOverfull) this.#fail(new Refusal('storeUnavailable'));
  }

  #relay(frame: Uint8Array, from?: unknown): void {
    for (const connection of this.#connections) if (connection !== from) connection.send(frame);
  }

  #beatLater(): Cancel {
    return this.#parts.schedule.after(this.#parts.limits.heartbeatMs, () => {
      this.#presence.beat();
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
