interface Sent {
  /** Which of this connection's savable messages it was, from 1. */
  readonly frame: number;
  /** How many edits the server has once this message is saved. */
  readonly edits: number;
}

/**
 * Keeps the count of local edits that the server has not yet confirmed as durable. Messages are confirmed by their number
 * on a connection; which edits they carry is only known here.
 */
export class SavedLedger {
  #edits = 0;
  #saved = 0;
  #frames = 0;
  #sent: Sent[] = [];
  /** Until the answer to step 1 is out, edits made before this connection have not been sent on it. */
  #everythingIsSent = false;

  get unsaved(): number {
    return this.#edits - this.#saved;
  }

  edited(): void {
    this.#edits += 1;
  }

  sent(kind: 'step2' | 'update'): void {
    this.#frames += 1;
    if (kind === 'step2') this.#everythingIsSent = true;
    if (this.#everythingIsSent) this.#sent.push({ frame: this.#frames, edits: this.#edits });
  }

  /** The first `count` savable messages of this connection are durable. */
  confirmed(count: number): void {
    while (this.#sent[0] && this.#sent[0].frame <= count) {
      this.#saved = Math.max(this.#saved, this.#sent[0].edits);
      this.#sent.shift();
    }
  }

  /** What was under way may or may not have arrived: it counts as unsaved until a later connection says otherwise. */
  disconnected(): void {
    this.#frames = 0;
    this.#sent = [];
    this.#everythingIsSent = false;
  }
}
