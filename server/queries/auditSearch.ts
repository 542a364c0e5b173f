import type { AnyEntry } from '../../shared/domain/entry.ts';
import type { AuditReply, AuditRow } from '../../shared/protocol/audit.ts';
import type { Boards } from '../boards/boards.ts';
import type { People } from '../boards/people.ts';
import type { Log, LogSearch } from '../ports/log.ts';
import type { Names } from './auditPhrases.ts';
import { toAuditRow } from './auditRows.ts';

export interface AuditPorts {
  readonly log: Log;
  readonly people: People;
  readonly boards: Boards;
}

/** `q`: words that must all occur in the summary, the person's name or an id. */
export interface AuditSearch extends Omit<LogSearch, 'limit' | 'before'> {
  readonly q?: string | undefined;
}

const pageSize = 250;
/** A search for words looks at that many entries per request; the next one goes on from there. */
const mostLookedAt = 5_000;
const mostTickets = 20;

/** One page, latest first. With words there may be few rows, or none, and still a `next`: it was not looked further. */
export async function searchAudit(
  ports: AuditPorts,
  { q = '', limit, before, ...search }: AuditSearch & { limit: number; before?: string | undefined },
): Promise<AuditReply> {
  const look: Look = { words: wordsOf(q), search, naming: new Naming(ports) };
  const rows: AuditRow[] = [];
  let lookedAt = 0;
  let next: string | null = before ?? null;
  do {
    const step = await lookOn(ports.log, look, { next, wanted: limit - rows.length });
    rows.push(...step.rows);
    lookedAt += step.lookedAt;
    next = step.next;
  } while (next !== null && rows.length < limit && lookedAt < mostLookedAt);
  return { rows, next };
}

interface Look {
  readonly words: readonly string[];
  readonly search: Omit<LogSearch, 'limit' | 'before'>;
  readonly naming: Naming;
}

/** A page of the logs further, and no more rows than are wanted. */
async function lookOn(
  log: Log,
  { words, search, naming }: Look,
  { next, wanted }: { next: string | null; wanted: number },
): Promise<AuditReply & { lookedAt: number }> {
  const from = { ...search, ...(next !== null && { before: next }) };
  const page = await log.search({ ...from, limit: words.length > 0 ? pageSize : wanted });
  const names = await naming.for(page.entries);
  const matching = page.entries.map((entry) => {
    const row = toAuditRow(entry, names, mostTickets);
    return matches(row, names, words) ? row : undefined;
  });
  const last = placeOfNth(matching, wanted);
  const rows = matching.slice(0, last + 1).filter((row) => row !== undefined);
  const isAll = last === page.entries.length - 1;
  // Otherwise the page mark behind the last row that fits.
  const nextOn = isAll ? page.next : (await log.search({ ...from, limit: last + 1 })).next;
  return { rows, next: nextOn, lookedAt: page.entries.length };
}

/** All rows of a search, latest first, a page at a time. */
export async function* allAuditRows(
  ports: AuditPorts,
  { q = '', ...search }: AuditSearch,
): AsyncGenerator<{ row: AuditRow; by: string }> {
  const words = wordsOf(q);
  const naming = new Naming(ports);
  let next: string | null | undefined;
  do {
    const page: { entries: readonly AnyEntry[]; next: string | null } = await ports.log.search({
      ...search,
      limit: pageSize,
      ...(next !== undefined && next !== null && { before: next }),
    });
    const names = await naming.for(page.entries);
    for (const entry of page.entries) {
      const row = toAuditRow(entry, names);
      if (matches(row, names, words)) yield { row, by: names.person(row.person) };
    }
    next = page.next;
  } while (next !== null);
}

/** Where the nth of those that match stands; the end when there are fewer. */
function placeOfNth(matching: readonly (AuditRow | undefined)[], nth: number): number {
  let found = 0;
  const place = matching.findIndex((row) => row !== undefined && ++found === nth);
  return place === -1 ? matching.length - 1 : place;
}

function wordsOf(q: string): string[] {
  return folded(q)
    .split(/\s+/)
    .filter((word) => word !== '');
}

function matches({ id, person, summary, tickets }: AuditRow, names: Names, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const text = folded([names.person(person), summary, id, person, ...tickets].join('\n'));
  return words.every((word) => text.includes(word));
}

function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/** Who acts without being anybody. */
const nobodies = new Map([
  ['commandLine', 'Command line'],
  ['import', 'Import'],
]);

/** What people, customers and columns are called now; boards are opened as they occur. */
class Naming {
  readonly #ports: AuditPorts;
  readonly #columns = new Map<string, ReadonlyMap<string, string>>();

  constructor(ports: AuditPorts) {
    this.#ports = ports;
  }

  async for(entries: readonly AnyEntry[]): Promise<Names> {
    const { people, boards } = this.#ports;
    const ids = await boards.ids();
    for (const board of new Set(entries.map((entry) => entry.board))) {
      if (this.#columns.has(board) || !ids.includes(board)) continue;
      const { columns } = (await boards.open(board)).state;
      this.#columns.set(board, new Map(columns.map(({ id, title }) => [id, title])));
    }
    return {
      person: (id) => people.state.people.get(id)?.name ?? nobodies.get(id) ?? id,
      customer: (id) => people.state.customers.get(id)?.name ?? id,
      column: (board, id) => this.#columns.get(board)?.get(id) ?? id,
    };
  }
}
