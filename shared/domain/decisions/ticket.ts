import { stateInColumn } from '../column.ts';
import type { EditTicket, MoveTicket, OpenTicket, PostMessage, ReceiveMessage } from '../commands.ts';
import type { BoardEvent } from '../events.ts';
import { handLowered } from '../hand.ts';
import { rankAtBottom, rankBelow } from '../rank.ts';
import { Refusal } from '../refusals.ts';
import { type Message, type Ticket, type TicketId, type TicketState, isDone, ticketIdOf } from '../ticket.ts';
import { maySpeak, voicesOf } from '../voice.ts';
import { type Decision, columnIn, ticketIn } from './context.ts';
import { routed } from './routing.ts';

export const openTicket: Decision<OpenTicket> = (board, command, context) => {
  const ticketId = ticketIdOf(board.id, board.nextNumber);
  const column = columnIn(board, command.columnId ?? board.columns[0]?.id ?? '');
  const { segment, requester, product } = command;
  return [
    {
      type: 'ticketOpened',
      ticketId,
      description: command.description ?? '',
      ticket: {
        number: board.nextNumber,
        title: command.title,
        customer: command.customer,
        ...(segment !== undefined && { segment }),
        ...(requester !== undefined && { requester }),
        ...(product !== undefined && { product }),
        intents: command.intents ?? [],
        priority: command.priority ?? 'normal',
        columnId: column.id,
        rank: rankAtBottom(board, column.id),
        state: stateInColumn(column),
        owner: null,
        openedAt: context.at,
      },
    },
    ...routed(ticketId, command, context),
  ];
};

export const editTicket: Decision<EditTicket> = (board, command) => {
  const ticket = ticketIn(board, command.ticketId);
  const { description, ...changes } = command.changes;
  const changed = Object.entries(changes).filter(
    ([field, value]) =>
      value !== undefined && JSON.stringify(ticket[field as keyof typeof changes]) !== JSON.stringify(value),
  );
  if (changed.length === 0 && description === undefined) return [];
  return [
    {
      type: 'ticketEdited',
      ticketId: ticket.id,
      changes: Object.fromEntries(changed),
      ...(description !== undefined && { description }),
    },
  ];
};

export const moveTicket: Decision<MoveTicket> = (board, command) => {
  const ticket = ticketIn(board, command.ticketId);
  const column = columnIn(board, command.columnId);
  if (command.after === ticket.id) return [];
  const rank = rankBelow(board, column.id, command.after ?? null);
  const move = {
    type: 'ticketMoved' as const,
    ticketId: ticket.id,
    columnId: column.id,
    rank,
    state: stateInColumn(column),
  };
  return [move, ...endedWhenDone(ticket, move.state)];
};

/** Nobody needs help with what is resolved, and what was played for it is over. */
function endedWhenDone({ id: ticketId, hand, play }: Ticket, state: TicketState): BoardEvent[] {
  if (!isDone(state)) return [];
  return [...(hand ? [handLowered(ticketId, hand)] : []), ...(play ? [{ type: 'playEnded', ticketId } as const] : [])];
}

/** One owner speaks to the customer: see voice.ts. */
export const postMessage: Decision<PostMessage> = (board, { ticketId, audience, text }, { person, commandId }) => {
  const ticket = ticketIn(board, ticketId);
  if (audience === 'customer' && !maySpeak(ticket, person)) {
    throw new Refusal('notTheVoice', { ticketId, voices: voicesOf(ticket) });
  }
  return [message(ticket.id, { id: commandId, audience, direction: 'out', text })];
};

export const receiveMessage: Decision<ReceiveMessage> = (board, { ticketId, text }, { commandId }) => {
  const ticket = ticketIn(board, ticketId);
  return [message(ticket.id, { id: commandId, audience: 'customer', direction: 'in', text })];
};

function message(ticketId: TicketId, posted: Message): BoardEvent {
  if (posted.text.trim() === '') throw new Refusal('invalidInput', { field: 'text' });
  return { type: 'messagePosted', ticketId, message: posted };
}
