import { LiveBoard } from '../boards/liveBoard.ts';
import type { Clock } from '../ports/clock.ts';
import type { Store } from '../ports/store.ts';

export interface Rebuilt {
  readonly board: string;
  readonly entries: number;
}

/** Forgets what is derived for a board and derives it again from its log. */
export async function rebuild(
  { log, projections, clock }: Pick<Store, 'log' | 'projections'> & { clock: Clock },
  boardId: string,
): Promise<Rebuilt> {
  await projections.clear(boardId);
  const failures: unknown[] = [];
  const board = await LiveBoard.load(boardId, { log, projections, clock, onError: (reason) => failures.push(reason) });
  await board.close();
  if (failures.length > 0) throw failures[0];
  return { board: boardId, entries: board.state.seq };
}
