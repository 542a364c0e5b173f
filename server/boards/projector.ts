import { type Board, toSnapshot } from '../../shared/domain/board.ts';
import type { Entry } from '../../shared/domain/entry.ts';
import { touchedTickets } from '../../shared/domain/reduce.ts';
import type { Ticket, TicketId } from '../../shared/domain/ticket.ts';
import type { Projections } from '../ports/projections.ts';

const snapshotEveryEntries = 500;

/**
 * Keeps the projections of one board in step with its log, a moment behind. The snapshot is the watermark: it is saved
 * after the tickets up to it, so whatever a crash left out is derived again from the entries that follow it.
 */
export class Projector {
  readonly #projections: Projections;
  readonly #pending = new Map<TicketId, Ticket>();
  readonly #onError: (reason: unknown) => void;
  #latest: Board;
  #snapshotSeq: number;
  #saving: Promise<void> | undefined;

  constructor(
    board: Board,
    { projections, onError }: { projections: Projections; onError: (reason: unknown) => void },
  ) {
    this.#projections = projections;
    this.#onError = onError;
    this.#latest = board;
    this.#snapshotSeq = board.seq;
  }

  add(entries: readonly Entry[], before: Board, after: Board): void {
    for (const [id, ticket] of touchedTickets(before, entries)) this.#pending.set(id, ticket);
    this.#latest = after;
    this.#saving ??= this.#save().finally(() => {
      this.#saving = undefined;
    });
  }

  /** Resolves when every ticket touched so far can be read from the projection. */
  async flushed(): Promise<void> {
    while (this.#saving) await this.#saving;
    if (this.#pending.size > 0) await this.#saveTickets();
  }

  /** Saves tickets and snapshot until they are at least as new as now, whatever goes on meanwhile. */
  async catchUp(): Promise<void> {
    const { seq } = this.#latest;
    while (this.#snapshotSeq < seq) await this.close();
  }

  /** Flushes and leaves a snapshot, so that the next start has nothing to replay. */
  async close(): Promise<void> {
    await this.flushed();
    await this.#saveSnapshot();
  }

  async #save(): Promise<void> {
    try {
      while (this.#pending.size > 0) await this.#saveTickets();
      if (this.#latest.seq - this.#snapshotSeq >= snapshotEveryEntries) await this.#saveSnapshot();
    } catch (reason) {
      this.#onError(reason);
    }
  }

  async #saveTickets(): Promise<void> {
    const tickets = [...this.#pending.values()];
    await this.#projections.saveTickets(this.#latest.id, tickets);
    for (const ticket of tickets) if (this.#pending.get(ticket.id) === ticket) this.#pending.delete(ticket.id);
  }

  async #saveSnapshot(): Promise<void> {
    const board = this.#latest;
    if (board.seq === this.#snapshotSeq || this.#pending.size > 0) return;
    await this.#projections.saveSnapshot(toSnapshot(board));
    this.#snapshotSeq = board.seq;
  }
}
