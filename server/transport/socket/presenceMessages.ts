import type { TicketId } from '../../../shared/domain/ticket.ts';
import { presenceSchema } from '../../../shared/protocol/socket.ts';
import type { PresenceTable } from '../../boards/presence.ts';
import type { Inside } from '../doors.ts';
import { whoSent } from './answering.ts';
import type { Announcer } from './announcer.ts';
import type { Client } from './sockets.ts';
import type { Subscriptions } from './subscriptions.ts';

interface Parts {
  readonly inside: Inside;
  readonly announcer: Announcer;
  readonly presence: PresenceTable;
  readonly subscriptions: Subscriptions;
}

/** Where somebody's attention is: told only where they listen themselves, and forgotten when they no longer do. */
export function handlePresence(client: Client, { inside, announcer, presence, subscriptions }: Parts): void {
  const places = new Map<string, TicketId | null>();
  const announce = (board: string) => {
    announcer.presence(board, () => presence.on(board));
  };
  const forget = (board: string) => {
    places.delete(board);
    if (presence.remove(client.id, board)) announce(board);
  };
  const note = async (message: unknown) => {
    const { id } = await whoSent(client, inside, 'messages');
    const parsed = presenceSchema.safeParse(message);
    if (!parsed.success) return;
    const { board, ticketId } = parsed.data;
    // Only where they are subscribed: otherwise anybody could fill the table with boards that do not exist.
    if (!client.connected || !subscriptions.hearsOf(board, ticketId)) return;
    places.set(board, ticketId);
    if (presence.set(client.id, id, parsed.data)) announce(board);
  };
  client.on('presence', (message) => {
    // Too many of them, or nobody any more: there is no answer to give.
    note(message).catch(() => undefined);
  });
  subscriptions.onLeave(({ board }) => {
    const ticketId = places.get(board);
    if (ticketId !== undefined && !subscriptions.hearsOf(board, ticketId)) forget(board);
  });
  client.on('disconnect', () => {
    for (const board of [...places.keys()]) forget(board);
  });
}
