import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { WebSocket } from 'ws';
import * as sync from 'y-protocols/sync';
import * as Y from 'yjs';
import { awarenessFrame } from '../../server/rooms/frames.ts';
import { documentMessages, readSavedCount } from '../../shared/protocol/document.ts';
import { Awaiting } from './awaiting.ts';
import type { TestPerson } from './person.ts';

/** One person's copy of a document over a real socket, with a journal of what it was told is saved. */
export class DocumentClient extends Awaiting {
  readonly doc = new Y.Doc();
  /** What was typed, in order, and how much of it the server has said is saved. */
  readonly typed: string[] = [];
  saved = 0;
  synced = false;
  #socket: WebSocket | undefined;
  /** For each frame the server will acknowledge: how many of the typed words are safe once it does. */
  #frames: number[] = [];
  readonly #person: TestPerson;
  readonly #ticketId: string;
  #told = 0;

  constructor(person: TestPerson, ticketId: string) {
    super();
    this.#person = person;
    this.#ticketId = ticketId;
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== this && this.synced) this.#send((encoder) => sync.writeUpdate(encoder, update));
    });
  }

  connect(): void {
    const url = `${this.#person.url.replace('http', 'ws')}/documents/${this.#ticketId}?ack=1`;
    const socket = new WebSocket(url, { headers: { cookie: this.#person.cookie } });
    this.#socket = socket;
    this.#frames = [];
    socket.binaryType = 'nodebuffer';
    socket.on('error', () => undefined);
    socket.on('open', () => {
      this.#send((encoder) => sync.writeSyncStep1(encoder, this.doc));
    });
    socket.on('message', (data: Buffer) => {
      if (socket === this.#socket) this.#receive(data);
    });
    socket.on('close', () => {
      if (socket === this.#socket) this.#lost();
    });
  }

  type(word: string): void {
    this.typed.push(word);
    const text = this.doc.getText('content');
    text.insert(text.length, `${word} `);
  }

  /** Tells everybody in the document something about itself, of whatever form. */
  tell(state: unknown): void {
    this.#told += 1;
    const entry = encoding.encode((encoder) => {
      for (const number of [1, this.doc.clientID, this.#told]) encoding.writeVarUint(encoder, number);
      encoding.writeVarString(encoder, JSON.stringify(state));
    });
    this.#socket?.send(awarenessFrame(entry));
  }

  get isOpen(): boolean {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  get text(): string {
    return this.doc.getText('content').toJSON();
  }

  close(): void {
    this.#socket?.terminate();
  }

  #lost(): void {
    this.synced = false;
    this.changed();
  }

  #receive(data: Buffer): void {
    const decoder = decoding.createDecoder(data);
    const type = decoding.readVarUint(decoder);
    if (type === documentMessages.saved) {
      const safe = this.#frames[readSavedCount(decoder) - 1];
      if (safe !== undefined) this.saved = Math.max(this.saved, safe);
    }
    if (type === documentMessages.sync) this.#sync(decoder);
    this.changed();
  }

  #sync(decoder: decoding.Decoder): void {
    const reply = encoding.createEncoder();
    encoding.writeVarUint(reply, documentMessages.sync);
    const kind = sync.readSyncMessage(decoder, reply, this.doc, this);
    if (encoding.length(reply) > 1) {
      this.#frames.push(this.typed.length);
      this.#socket?.send(encoding.toUint8Array(reply));
      // From here on everything typed goes out by itself; before, step 2 carries it.
      this.synced = true;
    }
    if (kind === sync.messageYjsSyncStep2) this.synced = true;
  }

  #send(write: (encoder: encoding.Encoder) => void): void {
    if (!this.isOpen) return;
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, documentMessages.sync);
    write(encoder);
    const frame = encoding.toUint8Array(encoder);
    if (frame[1] !== 0) this.#frames.push(this.typed.length);
    this.#socket?.send(frame);
  }
}
