import { generateKeyBetween } from 'fractional-indexing';
import type { Board } from '../../shared/domain/board.ts';
import type { Column } from '../../shared/domain/column.ts';
import type { Entrance, Entry } from '../../shared/domain/entry.ts';
import type { BoardEvent } from '../../shared/domain/events.ts';
import type { PersonId } from '../../shared/domain/person.ts';
import type { TicketSource } from '../../shared/domain/ticket.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import { openedFrom, replacedFrom } from './importEntries.ts';
import type { Fate, ImportLedger, Planned } from './importLedger.ts';

/** The board that an import makes when there is none. */
export interface NewBoard {
  readonly title: string;
  readonly columns: readonly Column[];
}

export interface WriterOptions {
  readonly log: Log;
  readonly clock: Clock;
  readonly ledger: ImportLedger;
  readonly person: PersonId;
  readonly entrance?: Entrance | undefined;
  readonly newBoard: NewBoard;
  /** The segment of a customer that is known, for tickets that come without one. */
  readonly segmentFor: (customer: string) => string | undefined;
}

interface Draft {
  readonly entry: Entry;
  readonly planned?: Planned;
}

/** Appends histories, one entry per ticket; others may write to the same board meanwhile. */
export class ImportWriter {
  readonly #options: WriterOptions;
  #rank: string | null = null;
  #rankedBoard: Board | undefined;

  constructor(options: WriterOptions) {
    this.#options = options;
  }

  /** Resolves, once all of them are durable, to what became of each. */
  async write(batch: readonly Planned[]): Promise<Fate[]> {
    const { log, ledger } = this.#options;
    const fates = new Map<Planned, Fate>();
    for (let left = [...batch]; left.length > 0;) {
      for (const one of left) fates.set(one, ledger.fateOf(one));
      const drafts = await this.#drafts(left.filter((one) => fates.get(one) !== 'unchanged'));
      const { appended, conflict } = await log.append(drafts.map(({ entry }) => entry));
      ledger.advance(drafts.slice(0, appended).map(({ entry }) => entry));
      const [next, ...others] = drafts.slice(appended);
      if (conflict !== null) await ledger.catchUp();
      if (conflict === 'command' && next?.planned) fates.set(next.planned, 'unchanged');
      const again = conflict === 'command' ? others : next ? [next, ...others] : [];
      left = again.flatMap(({ planned }) => planned ?? []);
    }
    return batch.map((one) => fates.get(one) ?? 'unchanged');
  }

  async #drafts(batch: readonly Planned[]): Promise<Draft[]> {
    const { ledger, newBoard } = this.#options;
    const drafts: Draft[] = [];
    if (batch.length === 0) return drafts;
    let board = ledger.board;
    if (board.seq === 0) {
      const created: BoardEvent = { type: 'boardCreated', ...newBoard };
      drafts.push({ entry: this.#entry(1, `import:board:${board.id}`, [created]) });
      board = { ...board, ...newBoard, seq: 1 };
    }
    let { nextNumber: number, seq } = board;
    for (const planned of batch) {
      const known = ledger.known(planned.history.id);
      const told = { history: planned.history, source: this.#sourceOf(planned) };
      const events = known
        ? replacedFrom(told, { board, ticketId: known.ticketId, entries: await this.#entriesOf(known.ticketId) })
        : openedFrom(told, { board, rank: this.#nextRank(board), number, segment: this.#segmentOf(planned) });
      if (!known) number += 1;
      seq += 1;
      drafts.push({ planned, entry: this.#entry(seq, ledger.commandIdFor(planned), events) });
    }
    return drafts;
  }

  #segmentOf({ history: { ticket } }: Planned): string | undefined {
    return ticket.segment ?? this.#options.segmentFor(ticket.customer);
  }

  /** Below every card there is. */
  #nextRank(board: Board): string {
    if (board !== this.#rankedBoard) {
      this.#rankedBoard = board;
      for (const { rank } of board.tickets.values()) if (this.#rank === null || rank > this.#rank) this.#rank = rank;
    }
    this.#rank = generateKeyBetween(this.#rank, null);
    return this.#rank;
  }

  async #entriesOf(ticketId: string): Promise<Entry[]> {
    const { log, ledger } = this.#options;
    return (await log.ofTicket(ledger.board.id, ticketId)) as Entry[];
  }

  #sourceOf({ history, hash }: Planned): TicketSource {
    const { id, unknown } = history;
    return { system: this.#options.ledger.system, id, hash, ...(unknown && { unknown }) };
  }

  #entry(seq: number, commandId: string, events: readonly BoardEvent[]): Entry {
    const { ledger, clock, person, entrance } = this.#options;
    const made = { board: ledger.board.id, seq, commandId, person, at: clock.now().toISOString() };
    return { ...made, ...(entrance && { entrance }), events };
  }
}
