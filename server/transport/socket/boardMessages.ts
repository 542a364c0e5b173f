import { z } from 'zod';
import type { Entry } from '../../../shared/domain/entry.ts';
import { boardIdSchema, commandMessageSchema } from '../../../shared/protocol/commands.ts';
import { type Failed, type SubscribeReply, subscribeSchema } from '../../../shared/protocol/socket.ts';
import { carryOut } from '../../commands/carryOut.ts';
import { toRefusal } from '../answer.ts';
import type { Inside } from '../doors.ts';
import { parse } from '../parse.ts';
import { roomOf } from './announcer.ts';
import type { Client } from './sockets.ts';

/** Further behind than this, a subscriber is better served by a fresh snapshot. */
const mostEntriesToCatchUp = 500;

const unsubscribeSchema = z.strictObject({ board: boardIdSchema });

export function handleBoardMessages(socket: Client, inside: Inside): void {
  const { person } = socket.data;
  socket.on('command', (message, ack) => {
    reply(ack, inside, async () => ({ seq: await carryOut(inside, person, parse(commandMessageSchema, message)) }));
  });
  socket.on('subscribe', (message, ack) => {
    reply(ack, inside, () => subscribe(socket, inside, message));
  });
  socket.on('unsubscribe', (message) => {
    const parsed = unsubscribeSchema.safeParse(message);
    if (parsed.success) void socket.leave(roomOf(parsed.data.board));
  });
}

/** Joins first and reads after: what is appended in between comes twice rather than never. */
async function subscribe(socket: Client, { boards, store }: Inside, message: unknown): Promise<SubscribeReply> {
  const { board: boardId, since } = parse(subscribeSchema, message);
  const board = await boards.open(boardId);
  await socket.join(roomOf(boardId));
  const { seq } = board.state;
  if (since > seq || seq - since > mostEntriesToCatchUp) return { seq, reset: true };
  const entries = await store.log.read(boardId, { after: since, limit: seq - since });
  return { seq, entries: entries as unknown as readonly Entry[] };
}

/** A message without a callback to answer to is dropped: there is nobody to tell what came of it. */
function reply<T>(ack: unknown, { report }: Inside, work: () => Promise<T | Failed>): void {
  if (typeof ack !== 'function') return;
  const answer = ack as (reply: T | Failed) => void;
  work().then(answer, (reason: unknown) => {
    answer({ error: toRefusal(reason, report).toBody() });
  });
}
