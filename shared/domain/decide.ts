import type { Board } from './board.ts';
import { type Command, ticketOf } from './commands.ts';
import * as columns from './decisions/columns.ts';
import type { Context, Decision } from './decisions/context.ts';
import { firstContribution, isContribution } from './decisions/contribution.ts';
import * as moments from './decisions/moments.ts';
import * as plays from './decisions/plays.ts';
import * as swarm from './decisions/swarm.ts';
import { contributingByTag } from './decisions/tagSteps.ts';
import * as tags from './decisions/tags.ts';
import * as tickets from './decisions/ticket.ts';
import type { BoardEvent } from './events.ts';
import { type Action, can } from './permissions.ts';
import type { Person } from './person.ts';
import { Refusal } from './refusals.ts';
import type { Ticket } from './ticket.ts';

type Deciders = { readonly [T in Command['type']]: Decision<Extract<Command, { type: T }>> };

const deciders: Deciders = { ...tickets, ...swarm, ...tags, ...plays, ...moments, ...columns };

const needs: Record<Exclude<Command['type'], 'postMessage'>, Action> = {
  openTicket: 'workTickets',
  editTicket: 'workTickets',
  moveTicket: 'workTickets',
  assignOwner: 'workTickets',
  joinSwarm: 'investigate',
  leaveSwarm: 'investigate',
  raiseTag: 'workTickets',
  acceptTag: 'answerTag',
  declineTag: 'answerTag',
  answerTag: 'answerTag',
  returnTag: 'answerTag',
  withdrawTag: 'workTickets',
  removeGuest: 'workTickets',
  raiseHand: 'investigate',
  lowerHand: 'investigate',
  offerHelp: 'investigate',
  startPlay: 'workTickets',
  changePlay: 'workTickets',
  endPlay: 'workTickets',
  suspectBug: 'investigate',
  clearBug: 'investigate',
  takeBug: 'takeBug',
  pinMoment: 'investigate',
  unpinMoment: 'investigate',
  saveView: 'arrangeBoards',
  removeView: 'arrangeBoards',
  receiveMessage: 'workTickets',
  renameBoard: 'arrangeBoards',
  addColumn: 'arrangeBoards',
  changeColumn: 'arrangeBoards',
  moveColumn: 'arrangeBoards',
  removeColumn: 'arrangeBoards',
};

/**
 * Pure: what a command does to a board, as events; throws a Refusal when it may not be done. With `expectedVersion` it
 * is refused when the ticket has changed since the person saw it. What a person may not see is refused as if it were
 * not there.
 */
export function decide(
  board: Board,
  { command, expectedVersion }: { command: Command; expectedVersion?: number | undefined },
  context: Context,
): readonly BoardEvent[] {
  const ticketId = ticketOf(command);
  const ticket = board.tickets.get(ticketId ?? '');
  assertSees(context.person, board, { ticketId, ticket });
  if (!mayCarryOut(context.person, command, ticket)) throw new Refusal('notAllowed');
  if (expectedVersion !== undefined && ticket && ticket.version !== expectedVersion) {
    throw new Refusal('staleVersion', { ticketId: ticket.id, version: ticket.version });
  }
  const decision = deciders[command.type] as Decision<Command>;
  const events = decision(board, command, context);
  if (!ticket || events.length === 0 || !isContribution(command)) return events;
  const { id } = context.person;
  return [...contributingByTag(ticket, id), ...events, ...firstContribution(ticket, id)];
}

/** Whether a person may do this to a ticket, or to the board it names none of; screens ask before they offer it. */
export function mayCarryOut(person: Person, command: Command, ticket: Ticket | undefined): boolean {
  return can(person, neededFor(command), ticket && { ticket });
}

/** Only who works the ticket speaks to the customer. */
function neededFor(command: Command): Action {
  if (command.type !== 'postMessage') return needs[command.type];
  return command.audience === 'customer' ? 'workTickets' : 'investigate';
}

function assertSees(
  person: Person,
  board: Board,
  { ticketId, ticket }: { ticketId: string | undefined; ticket: Ticket | undefined },
): void {
  if (can(person, 'readTicket', ticket && { ticket })) return;
  throw ticketId === undefined
    ? new Refusal('boardNotFound', { board: board.id })
    : new Refusal('ticketNotFound', { ticketId });
}
