import type { Person, PersonId } from '../../shared/domain/person.ts';
import { type DocumentClose, documentCloses, savedMessage } from '../../shared/protocol/document.ts';
import type { Report } from '../ports/report.ts';
import { Malformed } from './byteReader.ts';
import { type Frame, awarenessFrame, readFrame } from './frames.ts';
import type { RoomLimits } from './limits.ts';
import { type Speaker, noEntries } from './roomAwareness.ts';
import type { RoomSocket } from './roomSocket.ts';
import type { Sender } from './saveQueue.ts';

/** Who connects, and what for. */
export interface Joining {
  readonly ticketId: string;
  readonly person: Person;
  /** Without it what the client writes is refused, unless the document holds it already. */
  readonly mayWrite: boolean;
  /** The incarnation of the document that the client holds a copy of. */
  readonly epoch?: string | undefined;
  /** Whether to be told what is durable. */
  readonly wantsSaved?: boolean;
}

/** What a connection needs of its room. */
export interface RoomDoor {
  receive(frame: Frame, from: Connection): void;
  leave(connection: Connection): void;
}

type State =
  /** The document is being loaded; what comes meanwhile is kept. */
  | { readonly kind: 'waiting'; readonly inbox: Uint8Array[]; inboxBytes: number }
  | { readonly kind: 'joined' }
  /** Hears, but is not listened to any more: the server is about to stop. */
  | { readonly kind: 'dismissed' }
  | { readonly kind: 'closed' };

export interface ConnectionParts {
  readonly socket: RoomSocket;
  readonly joining: Joining;
  readonly door: RoomDoor;
  readonly limits: RoomLimits;
  readonly report: Report;
}

/** One client in a room: its limits, its order of messages, what it was told is saved. */
export class Connection implements Sender, Speaker {
  readonly #parts: ConnectionParts;
  #state: State = { kind: 'waiting', inbox: [], inboxBytes: 0 };
  /** Sync messages of this connection that are durable. */
  #saved = 0;
  #outboxBytes: number;
  #isSilent = false;

  constructor(parts: ConnectionParts) {
    this.#parts = parts;
    this.#outboxBytes = parts.limits.outboxBytes;
  }

  get personId(): PersonId {
    return this.#parts.joining.person.id;
  }

  get mayWrite(): boolean {
    return this.#parts.joining.mayWrite;
  }

  get epoch(): string | undefined {
    return this.#parts.joining.epoch;
  }

  /** The client sent this. */
  receive(bytes: Uint8Array): void {
    if (bytes.length > this.#parts.limits.frameBytes) this.close('tooLarge');
    switch (this.#state.kind) {
      case 'waiting':
        this.#keep(this.#state, bytes);
        return;
      case 'joined':
        this.#handle(bytes);
        return;
      case 'dismissed':
      case 'closed':
    }
  }

  /** The client is gone. */
  lost(): void {
    if (this.#state.kind === 'closed') return;
    this.#state = { kind: 'closed' };
    this.#parts.door.leave(this);
  }

  /** The document is there: from now on messages are answered. */
  join(greeting: readonly Uint8Array[]): void {
    if (this.#state.kind !== 'waiting') return;
    const { inbox } = this.#state;
    this.#state = { kind: 'joined' };
    for (const frame of greeting) this.send(frame);
    for (const bytes of inbox) this.receive(bytes);
  }

  dismiss(): void {
    if (this.#state.kind !== 'closed') this.#state = { kind: 'dismissed' };
  }

  send(frame: Uint8Array): void {
    if (this.#state.kind === 'closed') return;
    const { socket } = this.#parts;
    if (socket.bufferedAmount > this.#outboxBytes) {
      this.close('tooSlow');
      return;
    }
    this.#isSilent = false;
    socket.send(frame);
  }

  /** A state that was asked for may be larger than what may wait otherwise. */
  sendState(frame: Uint8Array): void {
    this.#outboxBytes = this.#parts.limits.outboxBytes + frame.length;
    this.send(frame);
  }

  confirm(count: number): void {
    this.#saved += count;
    if (this.#parts.joining.wantsSaved) this.send(savedMessage(this.#saved));
  }

  /** Says something when nothing was said since the last time. */
  beat(): void {
    if (this.#isSilent) this.send(awarenessFrame(noEntries));
    this.#isSilent = true;
  }

  close(why: DocumentClose): void {
    if (this.#state.kind === 'closed') return;
    this.#state = { kind: 'closed' };
    this.#parts.door.leave(this);
    const { code, reason } = documentCloses[why];
    this.#parts.socket.close(code, reason);
  }

  #keep(waiting: State & { kind: 'waiting' }, bytes: Uint8Array): void {
    waiting.inboxBytes += bytes.length;
    if (waiting.inboxBytes > this.#parts.limits.inboxBytes) this.close('tooMany');
    else waiting.inbox.push(bytes);
  }

  #handle(bytes: Uint8Array): void {
    try {
      this.#parts.door.receive(readFrame(bytes), this);
    } catch (reason) {
      if (reason instanceof Malformed) {
        this.close('malformed');
        return;
      }
      this.#parts.report(reason, 'a document connection');
      this.close('internal');
    }
  }
}
