import { createHash } from 'node:crypto';
import { type Board, emptyBoard } from '../../shared/domain/board.ts';
import type { Entry } from '../../shared/domain/entry.ts';
import { reduceAll } from '../../shared/domain/reduce.ts';
import type { TicketId, TicketSource } from '../../shared/domain/ticket.ts';
import type { TicketHistory } from '../ports/histories.ts';
import type { Log } from '../ports/log.ts';

const pageSize = 500;

export type Fate = 'new' | 'changed' | 'unchanged';

/** A history on its way in; `hash` is over all that the source says of the ticket. */
export interface Planned {
  readonly history: TicketHistory;
  readonly hash: string;
  /** How much there is to store. */
  readonly characters: number;
}

export interface KnownTicket {
  readonly ticketId: TicketId;
  readonly hash: string;
}

/** What a board's log already holds of one source system, read once and kept in step with what is appended. */
export class ImportLedger {
  readonly system: string;
  readonly #log: Log;
  readonly #known = new Map<string, KnownTicket>();
  readonly #commandIds = new Set<string>();
  readonly #erased = new Set<TicketId>();
  #board: Board;

  constructor(log: Log, { board, system }: { board: string; system: string }) {
    this.#log = log;
    this.system = system;
    this.#board = emptyBoard(board);
  }

  get board(): Board {
    return this.#board;
  }

  async catchUp(): Promise<void> {
    for (;;) {
      const entries = await this.#log.read(this.#board.id, { after: this.#board.seq, limit: pageSize });
      this.advance(entries as readonly Entry[]);
      if (entries.length < pageSize) return;
    }
  }

  advance(entries: readonly Entry[]): void {
    this.#board = reduceAll(this.#board, entries);
    for (const entry of entries) {
      if (entry.commandId.startsWith(`import:${this.system}:`)) this.#commandIds.add(entry.commandId);
      for (const event of entry.events) {
        if (event.type === 'ticketOpened') this.#note(event.ticketId, event.ticket.source);
        if (event.type === 'historyReplaced') this.#note(event.ticketId, event.source);
        if (event.type === 'ticketErased') this.#erased.add(event.ticketId);
      }
    }
  }

  known(sourceId: string): KnownTicket | undefined {
    return this.#known.get(sourceId);
  }

  fateOf({ history, hash }: Planned): Fate {
    const known = this.#known.get(history.id);
    if (!known) return 'new';
    // What was erased on request does not come back with the next import.
    return known.hash === hash || this.#erased.has(known.ticketId) ? 'unchanged' : 'changed';
  }

  /** Not used before: a source may go back to what it once said. */
  commandIdFor({ history, hash }: Planned): string {
    const readable = history.id.replace(/[^A-Za-z0-9_.-]/g, '-').slice(0, 50);
    const first = `import:${this.system}:${readable}:${hash}`;
    let commandId = first;
    for (let again = 2; this.#commandIds.has(commandId); again += 1) commandId = `${first}.${String(again)}`;
    return commandId;
  }

  #note(ticketId: TicketId, source: TicketSource | undefined): void {
    if (source?.system === this.system) this.#known.set(source.id, { ticketId, hash: source.hash });
  }
}

/** Where in the file a ticket stands does not matter; everything else it says does. */
export function planned(history: TicketHistory): Planned {
  const content = JSON.stringify({ ...history, line: 0 });
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 32);
  return { history, hash, characters: content.length };
}
