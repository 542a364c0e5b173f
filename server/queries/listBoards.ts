import type { Board } from '../../shared/domain/board.ts';
import { can } from '../../shared/domain/permissions.ts';
import type { Person } from '../../shared/domain/person.ts';
import { isDone } from '../../shared/domain/ticket.ts';
import type { BoardSummary } from '../../shared/protocol/http.ts';
import type { Boards } from '../boards/boards.ts';

/** Every board that this person may read, with its counts, by title: all of them or none. */
export async function listBoards({ boards }: { boards: Boards }, person: Person): Promise<BoardSummary[]> {
  if (!can(person, 'readBoards')) return [];
  const ids = await boards.ids();
  const summaries = await Promise.all(ids.map(async (id) => summaryOf((await boards.open(id)).state)));
  return summaries.sort((a, b) => a.title.localeCompare(b.title) || (a.id < b.id ? -1 : 1));
}

function summaryOf({ id, title, sample, tickets, archived }: Board): BoardSummary {
  const atHand = [...tickets.values()];
  const doneAtHand = atHand.filter(({ state }) => isDone(state)).length;
  const gone = Object.values(archived).reduce((sum, count) => sum + count, 0);
  return { id, title, sample, open: atHand.length - doneAtHand, done: doneAtHand + gone };
}
