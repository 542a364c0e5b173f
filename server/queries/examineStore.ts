import { type Board, emptyBoard } from '../../shared/domain/board.ts';
import { type Entry, isBoardLog } from '../../shared/domain/entry.ts';
import { reduceAll } from '../../shared/domain/reduce.ts';
import type { Log } from '../ports/log.ts';
import type { Store } from '../ports/store.ts';

const pageSize = 1_000;

export interface Finding {
  readonly what: string;
  readonly ok: boolean;
  readonly detail: string;
}

/** Looks whether the store answers and whether every log is whole and can be reduced. Changes nothing. */
export async function examineStore(store: Store): Promise<Finding[]> {
  await store.ping();
  const { log, projections } = store;
  const findings: Finding[] = [{ what: 'store', ok: true, detail: 'answers' }];
  for (const id of await log.boards()) {
    findings.push(isBoardLog(id) ? await examineBoard(log, id) : await examineHouseLog(log, id));
  }
  for (const { what, ok } of findings.filter(({ what }) => what.startsWith('board '))) {
    const snapshot = ok ? await projections.loadSnapshot(what.slice('board '.length)) : undefined;
    if (snapshot) findings.push({ what: `snapshot of ${snapshot.id}`, ok: true, detail: `at ${String(snapshot.seq)}` });
  }
  return findings;
}

/** The organisation's log and the access log: nothing more is asked of them than to be whole. */
async function examineHouseLog(log: Log, id: string): Promise<Finding> {
  const what = id.slice(1);
  let head = 0;
  for (;;) {
    const entries = await log.read(id, { after: head, limit: pageSize });
    const isWhole = entries.every(({ seq }, index) => seq === head + index + 1);
    if (!isWhole) return { what, ok: false, detail: `a gap after ${String(head)} entries or more` };
    head += entries.length;
    if (entries.length < pageSize) return { what, ok: true, detail: `${String(head)} entries` };
  }
}

async function examineBoard(log: Log, id: string): Promise<Finding> {
  let board: Board = emptyBoard(id);
  try {
    for (;;) {
      const entries = (await log.read(id, { after: board.seq, limit: pageSize })) as Entry[];
      if (entries.length === 0) break;
      board = reduceAll(board, entries);
    }
  } catch (reason) {
    return { what: `board ${id}`, ok: false, detail: reason instanceof Error ? reason.message : String(reason) };
  }
  return {
    what: `board ${id}`,
    ok: true,
    detail: `${String(board.seq)} entries, ${String(board.tickets.size)} at hand`,
  };
}
