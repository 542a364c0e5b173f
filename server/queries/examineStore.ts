import { type Board, emptyBoard } from '../../shared/domain/board.ts';
import { type Entry, organisationLog } from '../../shared/domain/entry.ts';
import { reduceAll } from '../../shared/domain/reduce.ts';
import type { Log } from '../ports/log.ts';
import type { Store } from '../ports/store.ts';

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
    findings.push(id === organisationLog ? await examineOrganisation(log) : await examineBoard(log, id));
  }
  for (const { what, ok } of findings.filter(({ what }) => what.startsWith('board '))) {
    const snapshot = ok ? await projections.loadSnapshot(what.slice('board '.length)) : undefined;
    if (snapshot) findings.push({ what: `snapshot of ${snapshot.id}`, ok: true, detail: `at ${String(snapshot.seq)}` });
  }
  return findings;
}

async function examineOrganisation(log: Log): Promise<Finding> {
  const head = await log.head(organisationLog);
  const entries = await log.read(organisationLog, { after: 0, limit: head });
  const whole = entries.every(({ seq }, index) => seq === index + 1);
  return { what: 'organisation', ok: whole, detail: `${String(head)} entries${whole ? '' : ', with a gap'}` };
}

async function examineBoard(log: Log, id: string): Promise<Finding> {
  let board: Board = emptyBoard(id);
  try {
    for (;;) {
      const entries = (await log.read(id, { after: board.seq, limit: 1000 })) as Entry[];
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
