import { z } from 'zod';
import { can } from '../../../shared/domain/permissions.ts';
import type { Person } from '../../../shared/domain/person.ts';
import { Refusal } from '../../../shared/domain/refusals.ts';
import { boardIdOf } from '../../../shared/domain/ticket.ts';
import { commandMessageSchema } from '../../../shared/protocol/commands.ts';
import { boardIdSchema, ticketIdSchema } from '../../../shared/protocol/ids.ts';
import { type SubscribeReply, subscribeSchema } from '../../../shared/protocol/socket.ts';
import { carryOut } from '../../commands/carryOut.ts';
import { findTicket } from '../../queries/readTicket.ts';
import { withoutEntrance } from '../../queries/roomEntries.ts';
import type { Inside } from '../doors.ts';
import { parse } from '../parse.ts';
import { reply, whoSent } from './answering.ts';
import type { Client } from './sockets.ts';
import type { Subscriptions } from './subscriptions.ts';

/** Further behind than this, a subscriber is better served by a fresh snapshot. */
const mostEntriesToCatchUp = 500;

const unsubscribeSchema = z.strictObject({ board: boardIdSchema, ticket: ticketIdSchema.optional() });

export function handleBoardMessages(client: Client, inside: Inside, subscriptions: Subscriptions): void {
  client.on('command', (message, ack) => {
    reply(ack, inside, async () => {
      const person = await whoSent(client, inside, 'messages');
      const actor = { person, entrance: client.data.entrance };
      return { seq: await carryOut(inside, actor, parse(commandMessageSchema, message)) };
    });
  });
  client.on('subscribe', (message, ack) => {
    reply(ack, inside, async () => {
      const person = await whoSent(client, inside, 'subscriptions');
      const { board, ticket, since } = parse(subscribeSchema, message);
      if (ticket === undefined) return subscribeToBoard({ inside, subscriptions, person }, { board, since });
      return subscribeToTicket({ inside, subscriptions, person }, { board, ticket, since });
    });
  });
  client.on('unsubscribe', (message) => {
    const parsed = unsubscribeSchema.safeParse(message);
    if (parsed.success) subscriptions.leave(parsed.data);
  });
}

interface Subscriber {
  readonly inside: Inside;
  readonly subscriptions: Subscriptions;
  readonly person: Person;
}

/** Joins first and reads after: what is appended in between comes twice rather than never. */
async function subscribeToBoard(
  { inside, subscriptions, person }: Subscriber,
  { board, since }: { board: string; since: number },
): Promise<SubscribeReply> {
  if (!can(person, 'readBoards')) throw new Refusal('boardNotFound', { board });
  const { state } = await joined(inside, subscriptions, board);
  const { seq } = state;
  if (since > seq || seq - since > mostEntriesToCatchUp) return { seq, reset: true };
  const entries = await inside.store.log.read(board, { after: since, limit: seq - since });
  // They may have been cut off while this was read.
  if (!subscriptions.listensTo({ board })) throw new Refusal('boardNotFound', { board });
  return { seq, entries: entries.map(withoutEntrance) };
}

async function joined({ boards }: Inside, subscriptions: Subscriptions, board: string) {
  const live = await boards.open(board);
  await subscriptions.joinBoard(board);
  return live;
}

async function subscribeToTicket(
  { inside, subscriptions, person }: Subscriber,
  { board: boardId, ticket: ticketId, since }: { board: string; ticket: string; since: number },
): Promise<SubscribeReply> {
  const absent = new Refusal('ticketNotFound', { ticketId });
  if (boardIdOf(ticketId) !== boardId) throw absent;
  const { board, ticket } = await findTicket(inside, ticketId);
  const now = board.state.tickets.get(ticketId) ?? ticket;
  if (!can(person, 'readTicket', { ticket: now })) throw absent;
  await subscriptions.joinTicket(boardId, now);
  const { seq } = board.state;
  if (!subscriptions.listensTo({ board: boardId, ticket: ticketId })) throw absent;
  return since === seq ? { seq, entries: [] } : { seq, reset: true };
}
