import { type Command, ticketOf } from '../../shared/domain/commands.ts';
import { mayCarryOut } from '../../shared/domain/decide.ts';
import { can } from '../../shared/domain/permissions.ts';
import type { Person, PersonId } from '../../shared/domain/person.ts';
import { Refusal } from '../../shared/domain/refusals.ts';
import type { Ticket } from '../../shared/domain/ticket.ts';
import type { CommandMessage } from '../../shared/protocol/commands.ts';
import type { Actor } from '../access/principal.ts';
import type { Boards } from '../boards/boards.ts';
import type { LiveBoard } from '../boards/liveBoard.ts';
import type { People } from '../boards/people.ts';
import type { Store } from '../ports/store.ts';
import { withSegment } from './customerSegment.ts';
import { type SettlePorts, settle } from './settle.ts';
import { tooLate } from './tooLate.ts';

export interface CarryOutPorts extends SettlePorts {
  readonly store: Pick<Store, 'log'>;
}

/**
 * The one pipeline for commands, whichever door they came through. Resolves to the seq that carries them out. Who may
 * not see what a command is about is answered as if it were not there, before anything else is looked at.
 */
export async function carryOut(
  ports: CarryOutPorts,
  { person, entrance }: Actor,
  { board: boardId, id, command, expectedVersion }: CommandMessage,
): Promise<number> {
  const { boards, people, store } = ports;
  const board = await boardFor({ boards }, boardId, command);
  const ticketId = ticketOf(command);
  const ticket = ticketId === undefined ? undefined : await board.ticket(ticketId);
  if (!can(person, 'readTicket', ticket && { ticket })) {
    // Whoever returned their tag and lost the answer asks again from outside.
    const theirs = await store.log.findCommand(boardId, id);
    if (theirs?.person === person.id) return theirs.seq;
    const late = await tooLate(store.log, { board: boardId, person: person.id, command, ticket });
    throw late ?? notThere(boardId, command);
  }
  assertNamesSomebodyHere({ people }, { person, ticket }, command);
  const told = withSegment(people.state.customers, command);
  // Who may not do it is told so before anything is looked up for it.
  const settled = mayCarryOut(person, told, ticket)
    ? await settle(ports, { command: told, person, ticket })
    : undefined;
  return board.carryOut({ id, person, entrance, command: told, expectedVersion, settled });
}

async function boardFor({ boards }: { boards: Boards }, boardId: string, command: Command): Promise<LiveBoard> {
  return boards.open(boardId).catch((reason: unknown) => {
    const isAbsent = reason instanceof Refusal && reason.code === 'boardNotFound';
    throw isAbsent ? notThere(boardId, command) : reason;
  });
}

/** A ticket on a board that is not there is as absent as one on a board that is. */
function notThere(board: string, command: Command): Refusal {
  const ticketId = ticketOf(command);
  return ticketId === undefined ? new Refusal('boardNotFound', { board }) : new Refusal('ticketNotFound', { ticketId });
}

/** Only who may do this at all learns whether there is such a person. */
function assertNamesSomebodyHere(
  { people }: { people: People },
  { person, ticket }: { person: Person; ticket: Ticket | undefined },
  command: Command,
): void {
  const named = namedBy(command);
  if (named === undefined || !mayCarryOut(person, command, ticket)) return;
  const somebody = people.state.people.get(named);
  const isHere = somebody !== undefined && !somebody.left;
  // Nobody can ask anything of a machine, and a customer has no voice to listen to in one.
  if (!isHere || somebody.preset === 'machine') throw new Refusal('personNotFound', { person: named });
}

function namedBy(command: Command): PersonId | undefined {
  switch (command.type) {
    case 'assignOwner':
      return command.owner ?? undefined;
    case 'raiseTag':
      return command.target.kind === 'person' ? command.target.person : undefined;
    case 'declineTag':
      return command.suggest;
    default:
      return undefined;
  }
}
