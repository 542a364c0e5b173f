import type { HistoryProblem, TicketHistory } from '../ports/histories.ts';
import { isDone } from '../../shared/domain/ticket.ts';
import type { Fate } from './importLedger.ts';

/** What an import did, or with a dry run would do. Instants are ISO 8601 in UTC, to the second where they are whole. */
export interface ImportReport {
  readonly tickets: Readonly<Record<Fate | 'refused', number>>;
  /** Source events of all tickets that are in, also of those that were before. */
  readonly events: number;
  readonly firstEvent: string | null;
  readonly lastEvent: string | null;
  readonly resolved: number;
  readonly cancelled: number;
  readonly open: number;
  /** The first hundred rows and tickets that could not be used; `errorCount` counts all. */
  readonly errors: readonly { readonly line: number; readonly reason: string }[];
  readonly errorCount: number;
}

const keptErrors = 100;

/** Counts as the import goes. */
export class ImportTally {
  readonly #tickets = { new: 0, changed: 0, unchanged: 0, refused: 0 };
  readonly #ends = { resolved: 0, cancelled: 0, open: 0 };
  readonly #errors: { line: number; reason: string }[] = [];
  #errorCount = 0;
  #events = 0;
  #firstEvent: string | undefined;
  #lastEvent: string | undefined;

  add({ events }: TicketHistory, fate: Fate): void {
    this.#tickets[fate] += 1;
    this.#events += events.length;
    for (const { at } of events) {
      if (this.#firstEvent === undefined || at < this.#firstEvent) this.#firstEvent = at;
      if (this.#lastEvent === undefined || at > this.#lastEvent) this.#lastEvent = at;
    }
    const state = events.at(-1)?.state ?? 'queued';
    if (state === 'cancelled') this.#ends.cancelled += 1;
    else if (isDone(state)) this.#ends.resolved += 1;
    else this.#ends.open += 1;
  }

  refuse({ line, reason, ticket }: Omit<HistoryProblem, 'kind'>): void {
    if (ticket) this.#tickets.refused += 1;
    this.#errorCount += 1;
    if (this.#errors.length < keptErrors) this.#errors.push({ line, reason });
  }

  report(): ImportReport {
    return {
      tickets: { ...this.#tickets },
      events: this.#events,
      firstEvent: toTheSecond(this.#firstEvent),
      lastEvent: toTheSecond(this.#lastEvent),
      ...this.#ends,
      errors: this.#errors.toSorted((a, b) => a.line - b.line),
      errorCount: this.#errorCount,
    };
  }
}

function toTheSecond(at: string | undefined): string | null {
  return at?.replace(/\.000Z$/, 'Z') ?? null;
}
