import type { AuditReply, AuditRow } from '../../shared/protocol/audit.ts';
import { request } from '../connection/http.ts';
import { type AuditFilter, auditQuery } from './auditFilter.ts';

/** Rows that belong to one day of the reader, latest first. */
export interface AuditDay {
  readonly day: string;
  readonly rows: readonly AuditRow[];
}

/** The audit log as far as it was read, latest first. */
export class AuditLog {
  #filter: AuditFilter | undefined;
  #rows = $state.raw<readonly AuditRow[]>();
  #next = $state.raw<string | null>(null);
  #isLoading = $state(false);
  #problem = $state.raw<unknown>();
  #turn = 0;
  readonly #days = $derived(daysOf(this.#rows ?? []));

  /** False before the first answer. */
  get isLoaded(): boolean {
    return this.#rows !== undefined;
  }

  get days(): readonly AuditDay[] {
    return this.#days;
  }

  /** There may be more; a search for words looks only so far at once. */
  get hasMore(): boolean {
    return this.#next !== null;
  }

  get isLoading(): boolean {
    return this.#isLoading;
  }

  /** Why the last time failed; undefined once it works again. */
  get problem(): unknown {
    return this.#problem;
  }

  /** Reads anew from the latest. */
  show(filter: AuditFilter): Promise<void> {
    this.#filter = filter;
    return this.#read(undefined);
  }

  more(): Promise<void> {
    return this.#read(this.#next ?? undefined);
  }

  /** After a problem: what was asked for last, again. */
  again(): Promise<void> {
    return this.#next === null ? this.#read(undefined) : this.more();
  }

  async #read(before: string | undefined): Promise<void> {
    if (!this.#filter) return;
    const turn = ++this.#turn;
    this.#isLoading = true;
    const query = auditQuery(this.#filter);
    if (before !== undefined) query.set('before', before);
    try {
      const { rows, next } = await request<AuditReply>(`/api/v1/audit?${query.toString()}`);
      if (turn !== this.#turn) return;
      this.#rows = before === undefined ? rows : [...(this.#rows ?? []), ...rows];
      this.#next = next;
      this.#problem = undefined;
    } catch (reason) {
      if (turn === this.#turn) this.#problem = reason;
    } finally {
      if (turn === this.#turn) this.#isLoading = false;
    }
  }
}

function daysOf(rows: readonly AuditRow[]): AuditDay[] {
  const days: { day: string; rows: AuditRow[] }[] = [];
  for (const row of rows) {
    const day = new Date(row.at).toDateString();
    const last = days.at(-1);
    if (last?.day === day) last.rows.push(row);
    else days.push({ day, rows: [row] });
  }
  return days;
}
