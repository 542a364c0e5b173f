import type { Person } from '../../shared/domain/person.ts';
import { Refusal } from '../../shared/domain/refusals.ts';
import type { CommandMessage } from '../../shared/protocol/commands.ts';
import type { Boards } from '../boards/boards.ts';
import type { People } from '../boards/people.ts';

/** The one pipeline for commands, whichever door they came through. Resolves to the seq that carries them out. */
export async function carryOut(
  { boards, people }: { boards: Boards; people: People },
  person: Person,
  { board: boardId, id, command, expectedVersion }: CommandMessage,
): Promise<number> {
  const board = await boards.open(boardId);
  if (command.type === 'assignOwner' && command.owner !== null && !people.state.people.has(command.owner)) {
    throw new Refusal('personNotFound', { person: command.owner });
  }
  return board.carryOut({ id, person, command, expectedVersion });
}
