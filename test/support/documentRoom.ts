import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as syncProtocol from 'y-protocols/sync';
import * as Y from 'yjs';
import type { Connection, Joining } from '../../server/rooms/connection.ts';
import type { RoomSocket } from '../../server/rooms/roomSocket.ts';
import type { Rooms } from '../../server/rooms/rooms.ts';
import type { Cancel, Schedule } from '../../server/rooms/schedule.ts';
import { documentMessages, readSavedCount } from '../../shared/protocol/document.ts';
import { ada } from './builders.ts';

/** What rooms put off is done when the test says so. */
export class HandSchedule implements Schedule {
  #soon: (() => void)[] = [];
  #later: { at: number; task: () => void }[] = [];
  #now = 0;

  now(): number {
    return this.#now;
  }

  soon(task: () => void): void {
    this.#soon.push(task);
  }

  after(ms: number, task: () => void): Cancel {
    const timer = { at: this.#now + ms, task };
    this.#later.push(timer);
    return () => {
      this.#later = this.#later.filter((other) => other !== timer);
    };
  }

  /** Ends the turn: what was to be done soon is done. */
  turn(): void {
    for (const task of this.#soon.splice(0)) task();
  }

  pass(ms: number): void {
    const until = this.#now + ms;
    for (let next = this.#nextBefore(until); next; next = this.#nextBefore(until)) {
      this.#now = next.at;
      this.#later = this.#later.filter((other) => other !== next);
      next.task();
    }
    this.#now = until;
  }

  #nextBefore(until: number) {
    const [next] = this.#later.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at);
    return next;
  }
}

/** A client that speaks the protocol frame by frame, with a document of its own and a socket that delivers at once. */
export class FrameClient implements RoomSocket {
  readonly doc = new Y.Doc();
  /** Everything it was sent, as the type of message and, for sync, the kind. */
  readonly heard: string[] = [];
  readonly awareness: Uint8Array[] = [];
  bufferedAmount = 0;
  saved = 0;
  closed: { code: number; reason: string } | undefined;
  readonly #connection: Connection | undefined;

  constructor(rooms: Rooms, joining: Partial<Joining> = {}) {
    this.#connection = rooms.connect(this, {
      ticketId: 'acme-1',
      person: ada,
      mayWrite: true,
      wantsSaved: true,
      ...joining,
    });
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== this) this.update(update);
    });
  }

  get text(): string {
    return this.doc.getText('t').toJSON();
  }

  type(text: string): void {
    this.doc.getText('t').insert(this.doc.getText('t').length, text);
  }

  sync(stateVector = Y.encodeStateVector(this.doc)): void {
    this.raw((encoder) => {
      encoding.writeVarUint(encoder, documentMessages.sync);
      encoding.writeVarUint(encoder, syncProtocol.messageYjsSyncStep1);
      encoding.writeVarUint8Array(encoder, stateVector);
    });
  }

  update(update: Uint8Array): void {
    this.raw((encoder) => {
      encoding.writeVarUint(encoder, documentMessages.sync);
      syncProtocol.writeUpdate(encoder, update);
    });
  }

  showAwareness(update: Uint8Array): void {
    this.raw((encoder) => {
      encoding.writeVarUint(encoder, documentMessages.awareness);
      encoding.writeVarUint8Array(encoder, update);
    });
  }

  raw(write: (encoder: encoding.Encoder) => void): void {
    this.bytes(encoding.encode(write));
  }

  bytes(bytes: Uint8Array): void {
    this.#connection?.receive(bytes);
  }

  leave(): void {
    this.#connection?.lost();
  }

  send(frame: Uint8Array): void {
    const decoder = decoding.createDecoder(frame);
    switch (decoding.readVarUint(decoder)) {
      case documentMessages.sync:
        this.#hearSync(decoder);
        return;
      case documentMessages.awareness:
        this.heard.push('awareness');
        this.awareness.push(decoding.readVarUint8Array(decoder).slice());
        return;
      case documentMessages.saved:
        this.heard.push('saved');
        this.saved = readSavedCount(decoder);
        return;
      default:
        throw new Error('an unknown type of message');
    }
  }

  close(code: number, reason: string): void {
    this.closed = { code, reason };
  }

  #hearSync(decoder: decoding.Decoder): void {
    const reply = encoding.createEncoder();
    encoding.writeVarUint(reply, documentMessages.sync);
    const fail = (reason: Error) => {
      throw reason;
    };
    const kind = syncProtocol.readSyncMessage(decoder, reply, this.doc, this, fail);
    this.heard.push(['step1', 'step2', 'update'][kind] ?? 'unknown');
    if (encoding.length(reply) > 1) this.bytes(encoding.toUint8Array(reply));
  }
}

/** Lets promises that are already settled be noticed. */
export async function settle(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}
