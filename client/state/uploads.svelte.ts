import { Unreachable } from '../connection/http.ts';
import { sendFile } from '../connection/sendFile.ts';
import type { TicketId } from '../../shared/domain/ticket.ts';
import { Refusal } from '../../shared/domain/refusals.ts';
import type { FileReply } from '../../shared/protocol/http.ts';

/** The same as on the server, asked first so that nobody waits for an answer that is known. */
export const largestFileBytes = 10 * 1024 * 1024;

export interface Upload {
  readonly id: number;
  readonly name: string;
  /** From 0 to 1. */
  readonly done: number;
  /** Why it did not work and what to do; null while it is on its way. */
  readonly problem: string | null;
}

type Send = typeof sendFile;

interface Attempt {
  readonly file: File;
  readonly then: (reply: FileReply) => void;
  readonly signal: AbortSignal;
}

/** Files on their way to a ticket, those that failed kept until they are dismissed or tried again. */
export class Uploads {
  readonly #ticketId: TicketId;
  readonly #send: Send;
  #attempts: readonly { readonly id: number; readonly run: () => void; readonly stop: () => void }[] = [];
  #all = $state.raw<readonly Upload[]>([]);
  #nextId = 1;

  constructor(ticketId: TicketId, send: Send = sendFile) {
    this.#ticketId = ticketId;
    this.#send = send;
  }

  get all(): readonly Upload[] {
    return this.#all;
  }

  /** Calls `then` with the file's address once it is there, also after a later retry. */
  start(file: File, then: (reply: FileReply) => void): void {
    const id = this.#nextId++;
    this.#all = [...this.#all, { id, name: file.name || 'pasted picture', done: 0, problem: null }];
    let stopping = new AbortController();
    const run = () => {
      stopping = new AbortController();
      void this.#attempt(id, { file, then, signal: stopping.signal });
    };
    const stop = () => {
      stopping.abort();
    };
    this.#attempts = [...this.#attempts, { id, run, stop }];
    if (file.size > largestFileBytes) this.#change(id, { problem: tooLarge(file) });
    else run();
  }

  retry(id: number): void {
    this.#change(id, { problem: null, done: 0 });
    this.#attempts.find((attempt) => attempt.id === id)?.run();
  }

  dismiss(id: number): void {
    this.#attempts.find((attempt) => attempt.id === id)?.stop();
    this.#attempts = this.#attempts.filter((attempt) => attempt.id !== id);
    this.#all = this.#all.filter((upload) => upload.id !== id);
  }

  async #attempt(id: number, { file, then, signal }: Attempt): Promise<void> {
    const onprogress = (done: number) => {
      this.#change(id, { done });
    };
    try {
      const reply = await this.#send({ ticketId: this.#ticketId, file, onprogress, signal });
      this.dismiss(id);
      then(reply);
    } catch (error) {
      if (!signal.aborted) this.#change(id, { problem: problemOf(error) });
    }
  }

  #change(id: number, changes: Partial<Upload>): void {
    this.#all = this.#all.map((upload) => (upload.id === id ? { ...upload, ...changes } : upload));
  }
}

function tooLarge(file: File): string {
  const megabytes = (file.size / 1024 / 1024).toFixed(1);
  return `The file has ${megabytes} MB; at most ${largestFileBytes / 1024 / 1024} MB can be attached. Cut it or attach the part that matters.`;
}

function problemOf(error: unknown): string {
  if (error instanceof Unreachable) return 'The server cannot be reached. Try again once you are back online.';
  if (error instanceof Refusal) return error.message;
  return 'It could not be attached. Try again.';
}
