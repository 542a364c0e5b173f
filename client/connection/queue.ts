import type { Command } from '../../shared/domain/commands.ts';
import type { RefusalBody } from '../../shared/domain/refusals.ts';
import type { CommandMessage } from '../../shared/protocol/commands.ts';
import type { CommandReply } from '../../shared/protocol/socket.ts';
import type { DeviceStore } from './deviceStore.ts';

/** A command that was asked for and not answered yet. Its id never changes, so that it takes effect once. */
export interface QueuedCommand {
  readonly id: string;
  readonly board: string;
  readonly person: string;
  readonly command: Command;
  /** A ticket version, or the id of the command right before: `the ticket as that one left it`. */
  readonly expects?: number | { readonly after: string } | undefined;
  readonly askedAt: string;
  /** Whose page it belongs to; see orphans. */
  readonly page: string;
}

export type Answer = { readonly seq: number } | { readonly refusal: RefusalBody } | { readonly dropped: true };

interface Wiring {
  readonly board: string;
  readonly store: DeviceStore;
  readonly send: (message: CommandMessage) => Promise<CommandReply>;
  readonly isConnected: () => boolean;
  readonly onChange: () => void;
  readonly onAnswer: (queued: QueuedCommand, answer: Answer) => void;
}

const retryAfterMs = 1_000;
/** These say nothing about the command: it waits until the person has signed in or reloaded. */
const waitsFor: readonly string[] = ['signInNeeded', 'protocolMismatch'];

/** The commands of one board, one at a time and in order, kept on the device until they are answered. */
export class CommandQueue {
  readonly #wiring: Wiring;
  #waiting: readonly QueuedCommand[] = [];
  readonly #asked = new Map<string, (answer: Answer) => void>();
  /** Sent at least once without an answer. */
  readonly #sent = new Set<string>();
  #sending: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  constructor(wiring: Wiring) {
    this.#wiring = wiring;
  }

  /** Unanswered, oldest first. */
  get waiting(): readonly QueuedCommand[] {
    return this.#waiting;
  }

  /** Takes over what an earlier visit left unanswered. */
  adopt(left: readonly QueuedCommand[]): void {
    const known = new Set(this.#waiting.map(({ id }) => id));
    const before = left.filter(({ id }) => !known.has(id)).sort((a, b) => (a.askedAt < b.askedAt ? -1 : 1));
    if (before.length === 0) return;
    this.#change([...before, ...this.#waiting]);
    this.wake();
  }

  /** Resolves when the server has decided, however long that takes. */
  add(queued: QueuedCommand): Promise<Answer> {
    void this.#wiring.store.set(keyOf(queued), queued).catch(() => undefined);
    const answer = new Promise<Answer>((resolve) => this.#asked.set(queued.id, resolve));
    this.#change([...this.#waiting, queued]);
    this.wake();
    return answer;
  }

  /** Takes a command back that was never sent; false when the server may have it already. */
  cancel(id: string): boolean {
    const queued = this.#waiting.find((one) => one.id === id);
    if (!queued || this.#sending === id || this.#sent.has(id)) return false;
    this.#settle(queued, { dropped: true });
    return true;
  }

  /** Lets go of everything: none of it can take effect any more. Returns what the server has not answered. */
  abandon(): readonly QueuedCommand[] {
    const left = this.#waiting;
    for (const queued of left) this.#settle(queued, { dropped: true });
    return left;
  }

  /** Sends the next one if the connection allows. Call when it is back. */
  wake(): void {
    clearTimeout(this.#timer);
    if (this.#closed || this.#sending !== undefined || !this.#wiring.isConnected()) return;
    const [next] = this.#waiting;
    if (next) void this.#attempt(next);
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  async #attempt(queued: QueuedCommand): Promise<void> {
    if (typeof queued.expects === 'object') {
      // What it builds on did not take effect: there is nothing left to ask.
      this.#settle(queued, { dropped: true });
      this.wake();
      return;
    }
    this.#sending = queued.id;
    this.#sent.add(queued.id);
    const reply = await this.#wiring.send(messageOf(queued)).catch(() => undefined);
    this.#sending = undefined;
    if (!this.#waiting.some(({ id }) => id === queued.id)) return;
    if (reply === undefined) this.#later();
    else if ('seq' in reply) this.#answered(queued, { seq: reply.seq });
    else if (reply.error.retryable) this.#later();
    else if (!waitsFor.includes(reply.error.code)) this.#answered(queued, { refusal: reply.error });
  }

  #answered(queued: QueuedCommand, answer: Answer): void {
    if ('seq' in answer) this.#resolveExpectations(queued.id, answer.seq);
    this.#settle(queued, answer);
    this.wake();
  }

  #settle(queued: QueuedCommand, answer: Answer): void {
    void this.#wiring.store.remove(keyOf(queued)).catch(() => undefined);
    this.#wiring.onAnswer(queued, answer);
    this.#change(this.#waiting.filter(({ id }) => id !== queued.id));
    this.#asked.get(queued.id)?.(answer);
    this.#asked.delete(queued.id);
    this.#sent.delete(queued.id);
  }

  #resolveExpectations(id: string, seq: number): void {
    this.#waiting = this.#waiting.map((one) => {
      if (typeof one.expects !== 'object' || one.expects.after !== id) return one;
      const resolved = { ...one, expects: seq };
      void this.#wiring.store.set(keyOf(one), resolved).catch(() => undefined);
      return resolved;
    });
  }

  #later(): void {
    if (this.#closed) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.wake(), retryAfterMs);
  }

  #change(waiting: readonly QueuedCommand[]): void {
    this.#waiting = waiting;
    this.#wiring.onChange();
  }
}

function messageOf({ id, board, command, expects }: QueuedCommand): CommandMessage {
  return { board, id, command, ...(typeof expects === 'number' && { expectedVersion: expects }) } as CommandMessage;
}

export function queuePrefix(board: string): string {
  return `command:${board}:`;
}

function keyOf({ board, id }: QueuedCommand): string {
  return queuePrefix(board) + id;
}
