import { presenceSchema } from '../../../shared/protocol/socket.ts';
import type { PresenceTable } from '../../boards/presence.ts';
import type { Announcer } from './announcer.ts';
import { roomOf } from './announcer.ts';
import type { Client } from './sockets.ts';

export function handlePresence(
  socket: Client,
  { announcer, presence }: { announcer: Announcer; presence: PresenceTable },
): void {
  const boards = new Set<string>();
  const announce = (board: string) => {
    announcer.presence(board, () => presence.on(board));
  };
  socket.on('presence', (message) => {
    const parsed = presenceSchema.safeParse(message);
    // Only where they are subscribed: otherwise anybody could fill the table with boards that do not exist.
    if (!parsed.success || !socket.rooms.has(roomOf(parsed.data.board))) return;
    boards.add(parsed.data.board);
    if (presence.set(socket.id, socket.data.person.id, parsed.data)) announce(parsed.data.board);
  });
  socket.on('unsubscribe', (message) => {
    const { board } = (message ?? {}) as { board?: unknown };
    if (typeof board !== 'string' || !boards.delete(board)) return;
    if (presence.remove(socket.id, board)) announce(board);
  });
  socket.on('disconnect', () => {
    for (const board of boards) if (presence.remove(socket.id, board)) announce(board);
  });
}
