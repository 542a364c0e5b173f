import { fileURLToPath } from 'node:url';
import { type ImportReport } from '../../server/commands/importReport.ts';
import { type ImportTickets, importTickets, importer } from '../../server/commands/importTickets.ts';
import { createHistoryFiles } from '../../server/connectors/historyFiles.ts';
import type { HistoryEvent, HistoryItem, TicketHistory } from '../../server/ports/histories.ts';
import type { Log } from '../../server/ports/log.ts';
import { type Board, emptyBoard } from '../../shared/domain/board.ts';
import type { Entry } from '../../shared/domain/entry.ts';
import { reduceAll } from '../../shared/domain/reduce.ts';
import { noon } from './builders.ts';

export const mappingsFolder = fileURLToPath(new URL('../../mappings', import.meta.url));
const clock = { now: () => new Date(noon) };

export function fixture(name: string): string {
  return fileURLToPath(new URL(`../fixtures/import/${name}`, import.meta.url));
}

/** A history of so many steps, an hour apart, that ends in the last state. */
export function aHistory(
  id: string,
  states: readonly HistoryEvent['state'][],
  more: Partial<TicketHistory> = {},
): TicketHistory {
  const events = states.map((state, hour) => ({
    at: new Date(Date.UTC(2026, 0, 1, hour)).toISOString(),
    by: 'ines',
    state,
    activity: state,
  }));
  const ticket = { title: `Ticket ${id}`, customer: 'Acme', intents: [], priority: 'normal' } as const;
  return { id, line: 1, openedAt: '2026-01-01T00:00:00.000Z', ticket, description: '', events, ...more };
}

export async function* itemsOf(...histories: TicketHistory[]): AsyncGenerator<HistoryItem> {
  for (const history of histories) yield { kind: 'history', history };
}

/** Imports onto the board `desk`. */
export function importOf(
  log: Log,
  items: AsyncIterable<HistoryItem>,
  more: Partial<ImportTickets> = {},
): Promise<ImportReport> {
  return importTickets({ log, clock }, importer, { board: 'desk', title: 'Desk', system: 'helpdesk', items, ...more });
}

export async function importFile(
  log: Log,
  path: string,
  { dryRun = false, ...wanted }: { format: string; mapping?: string; dryRun?: boolean },
): Promise<ImportReport & { mapping: string }> {
  const file = await createHistoryFiles({ mappingsFolder }).open({ path, ...wanted });
  const { system, columns, mapping } = file;
  return { ...(await importOf(log, file.items(), { system, columns, dryRun })), mapping };
}

export async function entriesOf(log: Log, board = 'desk'): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (;;) {
    const page = await log.read(board, { after: entries.length, limit: 1000 });
    entries.push(...(page as Entry[]));
    if (page.length < 1000) return entries;
  }
}

export async function boardOf(log: Log, board = 'desk'): Promise<Board> {
  return reduceAll(emptyBoard(board), await entriesOf(log, board));
}
