import type { Person } from '../../shared/domain/person.ts';
import { type DocumentClose, documentCloses, savedMessage } from '../../shared/protocol/document.ts';
import type { Report } from '../ports/report.ts';
import { Allowance } from './allowance.ts';
import { Malformed } from './byteReader.ts';
import { type Frame, awarenessFrame, readFrame } from './frames.ts';
import type { RoomLimits } from './limits.ts';
import { type Speaker, noEntries } from './roomAwareness.ts';
import type { RoomSocket } from './roomSocket.ts';
import type { Sender } from './saveQueue.ts';
import type { Schedule } from './schedule.ts';

/** Who connects, and what for. */
export interface Joining {
  readonly ticketId: string;
  /** As they are now: asked anew each time. */
  readonly person: Person;
  /** Asked anew each time. Without it what the client writes is refused, unless the document holds it already. */
  readonly mayWrite: boolean;
  /** The incarnation of the document that the client holds a copy of. */
  readonly epoch?: string | undefined;
  /** Whether what was written in an earlier incarnation was erased. */
  readonly wasErased?: boolean;
  /** Whether to be told what is durable. */
  readonly wantsSaved?: boolean;
}

/** What a connection needs of its room. */
export interface RoomDoor {
  receive(frame: Frame, from: Connection): void;
  leave(connection: Connection): void;
}

type State =
  /** The document is being loaded or looked up again; what comes meanwhile is kept. */
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
  readonly schedule: Schedule;
  readonly report: Report;
}

type Kind = keyof RoomLimits['rates'];

const kinds: Readonly<Record<Frame['kind'], Kind>> = {
  step1: 'questions',
  queryAwareness: 'questions',
  update: 'updates',
  awareness: 'awareness',
};

/** One client in a room: its limits, its order of messages, what it was told is saved. */
export class Connection implements Sender, Speaker {
  readonly #parts: ConnectionParts;
  #state: State = { kind: 'waiting', inbox: [], inboxBytes: 0 };
  /** Sync messages of this connection that are durable. */
  #saved = 0;
  #outboxBytes: number;
  #isSilent = false;
  readonly #allowances: Readonly<Record<Kind, Allowance>>;

  constructor(parts: ConnectionParts) {
    this.#parts = parts;
    this.#outboxBytes = parts.limits.outboxBytes;
    const { rates } = parts.limits;
    const now = parts.schedule.now();
    this.#allowances = {
      awareness: new Allowance(rates.awareness, now),
      updates: new Allowance(rates.updates, now),
      questions: new Allowance(rates.questions, now),
      bytes: new Allowance(rates.bytes, now),
    };
  }

  get person(): Person {
    return this.#parts.joining.person;
  }

  get mayWrite(): boolean {
    return this.#parts.joining.mayWrite;
  }

  /** Undefined when the client may have this incarnation; else why not. */
  mismatch(epoch: string): DocumentClose | undefined {
    const { joining } = this.#parts;
    if (joining.epoch === undefined || joining.epoch === epoch) return undefined;
    return joining.wasErased === true ? 'erased' : 'epochChanged';
  }

  /** The client sent this. */
  receive(bytes: Uint8Array): void {
    if (bytes.length > this.#parts.limits.frameBytes) this.close('tooLarge');
    else this.#count('bytes', bytes.length);
    this.#take(bytes);
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
    for (const bytes of inbox) this.#take(bytes);
  }

  /** What it sends from now on is kept until it may go on. */
  pause(): void {
    if (this.#state.kind === 'joined') this.#state = { kind: 'waiting', inbox: [], inboxBytes: 0 };
  }

  goOn(): void {
    this.join([]);
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

  refuse(): void {
    this.close('notAllowed');
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

  #take(bytes: Uint8Array): void {
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

  #keep(waiting: State & { kind: 'waiting' }, bytes: Uint8Array): void {
    waiting.inboxBytes += bytes.length;
    if (waiting.inboxBytes > this.#parts.limits.inboxBytes) this.close('tooMany');
    else waiting.inbox.push(bytes);
  }

  #handle(bytes: Uint8Array): void {
    try {
      const frame = readFrame(bytes);
      if (this.#count(kinds[frame.kind], 1)) this.#parts.door.receive(frame, this);
    } catch (reason) {
      if (reason instanceof Malformed) {
        this.close('malformed');
        return;
      }
      this.#parts.report(reason, 'a document connection');
      this.close('internal');
    }
  }

  /** False when it was too much, and the connection is closed. */
  #count(kind: Kind, amount: number): boolean {
    const isWithin = this.#allowances[kind].take(amount, this.#parts.schedule.now());
    if (!isWithin) this.close('tooMany');
    return isWithin;
  }
}
