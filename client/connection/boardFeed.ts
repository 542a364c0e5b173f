import { type Board, type BoardSnapshot, fromSnapshot, toSnapshot } from '../../shared/domain/board.ts';
import type { Entry } from '../../shared/domain/entry.ts';
import { GapError } from '../../shared/domain/reduce.ts';
import { Refusal, type RefusalBody } from '../../shared/domain/refusals.ts';
import type { SubscribeReply } from '../../shared/protocol/socket.ts';
import type { DeviceStore } from './deviceStore.ts';
import { reconciled } from './reconcile.ts';
import { type Scope, after, isOutOfSight, isSameScope, nameOfScope } from './roomFeed.ts';
import type { LiveLink } from './socket.ts';

interface Wiring {
  readonly scope: Scope;
  readonly link: LiveLink;
  readonly store: DeviceStore;
  readonly fetchSnapshot: () => Promise<BoardSnapshot>;
  /** The confirmed board; `entries` are what came since the last call, none after a snapshot. */
  readonly onBoard: (board: Board, entries: readonly Entry[]) => void;
  /** Live: nothing that happened is missing. */
  readonly onLive: (isLive: boolean) => void;
  /** It goes on only when it is asked to. */
  readonly onProblem: (error: RefusalBody) => void;
}

const retryAfterMs = 1_500;
const hintWithinMs = 1_000;
const keepEveryMs = 60_000;
const keepFirstAfterMs = 2_000;

/**
 * The confirmed state of one board, or of one ticket's room on it: a snapshot, then entries in order. Pushed entries are hints: what does not follow
 * on starts a catch-up, and so does every new connection.
 */
export class BoardFeed {
  readonly #wiring: Wiring;
  readonly #stops: (() => void)[];
  #board: Board | undefined;
  #isFresh = false;
  #isOutOfSight = false;
  #catchingUp = false;
  #behind = false;
  readonly #pushed: Entry[] = [];
  #frame: number | undefined;
  #closed = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #keptSeq = -1;
  readonly #keeper: ReturnType<typeof setInterval>;
  #firstKeep: ReturnType<typeof setTimeout> | undefined;

  constructor(wiring: Wiring) {
    this.#wiring = wiring;
    const { link } = wiring;
    this.#stops = [
      link.on('connect', () => void this.catchUp()),
      link.on('disconnect', () => wiring.onLive(false)),
      link.on('entries', (message) => {
        if (isSameScope(message, wiring.scope)) this.#receive(message.entries);
      }),
      link.on('cut', (message) => {
        if (isSameScope(message, wiring.scope)) this.#refused(message.error);
      }),
    ];
    this.#keeper = setInterval(() => this.keep(), keepEveryMs);
  }

  /** Shows what this device knew last, and goes on from the server as soon as it can be reached. */
  async start(): Promise<void> {
    const catchingUp = this.catchUp();
    const kept = await this.#wiring.store.get<BoardSnapshot>(this.#keptAs).catch(() => undefined);
    if (kept && !this.#board && !this.#closed && !this.#isOutOfSight) this.#set(fromSnapshot(kept), []);
    await catchingUp;
  }

  /** Asks for all that is missing. Safe to call at any time. */
  async catchUp(): Promise<void> {
    if (this.#catchingUp) {
      this.#behind = true;
      return;
    }
    this.#catchingUp = true;
    clearTimeout(this.#timer);
    try {
      do {
        this.#behind = false;
        await this.#catchUpOnce();
      } while (this.#isBehind());
    } catch (reason) {
      this.#failed(reason);
    } finally {
      this.#catchingUp = false;
    }
  }

  /** An entry is on its way; asks for it when no hint comes. */
  async expect(seq: number): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, hintWithinMs));
    if (!this.#closed && (this.#board?.seq ?? 0) < seq) await this.catchUp();
  }

  /** Keeps the confirmed board on this device for a start without the server. */
  keep(): void {
    if (!this.#board || !this.#isFresh || this.#board.seq === this.#keptSeq) return;
    this.#keptSeq = this.#board.seq;
    void this.#wiring.store.set(this.#keptAs, toSnapshot(this.#board)).catch(() => undefined);
  }

  close(): void {
    this.keep();
    this.#closed = true;
    clearTimeout(this.#timer);
    clearInterval(this.#keeper);
    clearTimeout(this.#firstKeep);
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    for (const stop of this.#stops) stop();
    this.#wiring.link.unsubscribe(this.#wiring.scope);
  }

  get #keptAs(): string {
    return nameOfScope(this.#wiring.scope);
  }

  #isBehind(): boolean {
    return this.#behind && !this.#closed;
  }

  async #catchUpOnce(): Promise<void> {
    const { scope, link, fetchSnapshot } = this.#wiring;
    if (!this.#isFresh) {
      const snapshot = await fetchSnapshot();
      if (this.#closed) return;
      this.#isFresh = true;
      this.#firstKeep ??= setTimeout(() => this.keep(), keepFirstAfterMs);
      this.#set(reconciled(this.#board, fromSnapshot(snapshot)), []);
    }
    if (!link.connected) return;
    const reply = await link.subscribe({ ...scope, since: this.#board?.seq ?? 0 });
    if (!this.#closed) this.#take(reply);
  }

  #take(reply: SubscribeReply): void {
    const { link, onLive } = this.#wiring;
    if ('error' in reply) {
      if (reply.error.retryable) this.#retry();
      else this.#refused(reply.error);
    } else if ('reset' in reply) {
      this.#isFresh = false;
      this.#behind = true;
    } else {
      this.#apply(reply.entries);
      onLive(link.connected);
    }
  }

  /** At most once per frame: in a burst, drawing every single entry would only make all of them late. */
  #receive(entries: readonly Entry[]): void {
    this.#pushed.push(...entries);
    if (this.#frame !== undefined) return;
    if (isDrawing()) this.#frame = requestAnimationFrame(() => this.#takePushed());
    else this.#takePushed();
  }

  #takePushed(): void {
    this.#frame = undefined;
    const entries = this.#pushed.splice(0);
    if (!this.#isFresh || this.#catchingUp) {
      this.#behind = true;
      return;
    }
    try {
      this.#apply(entries);
    } catch (reason) {
      if (!(reason instanceof GapError)) throw reason;
      void this.catchUp();
    }
  }

  #apply(entries: readonly Entry[]): void {
    const before = this.#board;
    if (!before) return;
    const fresh = entries.filter(({ seq }) => seq > before.seq);
    if (fresh.length > 0) this.#set(after(before, fresh, this.#wiring.scope), fresh);
  }

  #set(board: Board, entries: readonly Entry[]): void {
    this.#board = board;
    this.#wiring.onBoard(board, entries);
  }

  /** What may not be seen any more does not stay on this device either. */
  #refused(error: RefusalBody): void {
    if (this.#closed) return;
    clearTimeout(this.#timer);
    this.#isFresh = false;
    this.#isOutOfSight = isOutOfSight(error.code);
    if (this.#isOutOfSight) {
      this.#board = undefined;
      void this.#wiring.store.remove(this.#keptAs).catch(() => undefined);
    }
    this.#wiring.onLive(false);
    this.#wiring.onProblem(error);
  }

  #failed(reason: unknown): void {
    if (this.#closed) return;
    if (reason instanceof Refusal && !reason.toBody().retryable) this.#refused(reason.toBody());
    else this.#retry();
  }

  #retry(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.catchUp(), retryAfterMs);
  }
}

/** A page in the background gets no frames, and neither does a test. */
function isDrawing(): boolean {
  return typeof requestAnimationFrame === 'function' && document.visibilityState === 'visible';
}
