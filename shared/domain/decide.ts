import type { Board } from './board.ts';
import { type Command, ticketOf } from './commands.ts';
import * as columns from './decisions/columns.ts';
import type { Context, Decision } from './decisions/context.ts';
import * as swarm from './decisions/swarm.ts';
import * as tickets from './decisions/ticket.ts';
import type { BoardEvent } from './events.ts';
import { type Capability, can } from './permissions.ts';
import { Refusal } from './refusals.ts';

type Deciders = { readonly [T in Command['type']]: Decision<Extract<Command, { type: T }>> };

const deciders: Deciders = { ...tickets, ...swarm, ...columns };

const needs: Record<Command['type'], Capability> = {
  openTicket: 'workTickets',
  editTicket: 'workTickets',
  moveTicket: 'workTickets',
  assignOwner: 'workTickets',
  joinSwarm: 'workTickets',
  leaveSwarm: 'workTickets',
  postMessage: 'workTickets',
  renameBoard: 'arrangeBoards',
  addColumn: 'arrangeBoards',
  changeColumn: 'arrangeBoards',
  moveColumn: 'arrangeBoards',
  removeColumn: 'arrangeBoards',
};

/**
 * Pure: what a command does to a board, as events; throws a Refusal when it may not be done. With `expectedVersion` it
 * is refused when the ticket has changed since the person saw it.
 */
export function decide(
  board: Board,
  { command, expectedVersion }: { command: Command; expectedVersion?: number | undefined },
  context: Context,
): readonly BoardEvent[] {
  if (!can(context.person, needs[command.type])) throw new Refusal('notAllowed');
  const ticket = board.tickets.get(ticketOf(command) ?? '');
  if (expectedVersion !== undefined && ticket && ticket.version !== expectedVersion) {
    throw new Refusal('staleVersion', { ticketId: ticket.id, version: ticket.version });
  }
  const decision = deciders[command.type] as Decision<Command>;
  return decision(board, command, context);
}
