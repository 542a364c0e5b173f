import { defaultColumns } from '../../shared/domain/column.ts';
import type { Entrance, Entry } from '../../shared/domain/entry.ts';
import { can } from '../../shared/domain/permissions.ts';
import type { Person } from '../../shared/domain/person.ts';
import { Refusal } from '../../shared/domain/refusals.ts';
import type { Clock } from '../ports/clock.ts';
import type { NewId } from '../ports/ids.ts';
import type { Log } from '../ports/log.ts';

/** An empty board with the default columns. Throws Refusal `boardExists` when the id is taken. */
export async function createBoard(
  { log, clock, newId }: { log: Log; clock: Clock; newId: NewId },
  person: Person,
  { id, title, entrance }: { id: string; title: string; entrance?: Entrance },
): Promise<void> {
  if (!can(person, 'createBoards')) throw new Refusal('notAllowed');
  const entry: Entry = {
    board: id,
    seq: 1,
    commandId: newId(),
    person: person.id,
    at: clock.now().toISOString(),
    ...(entrance && { entrance }),
    events: [{ type: 'boardCreated', title, columns: defaultColumns }],
  };
  const { appended } = await log.append([entry]);
  if (appended === 0) throw new Refusal('boardExists', { board: id });
}

/** The id a board's title suggests: lower case, words joined by dashes, at most 40 characters. */
export function boardIdFor(title: string): string {
  const plain = title.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const words = plain.replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '');
  return words.slice(0, 40).replace(/-+$/, '') || 'board';
}
