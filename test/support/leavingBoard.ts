import { expect } from 'vitest';
import { resolvedAtHand } from '../../shared/domain/reduce.ts';
import type { TestPerson } from './person.ts';

/** Resolves a ticket, and then as many others as a board keeps at hand at most: so the first leaves its memory. */
export async function makeLeave(person: TestPerson, board: string, ticketId: string): Promise<void> {
  const { columns, nextNumber: first } = await person.snapshot(board);
  const columnId = columns.find(({ kind }) => kind === 'done')?.id ?? '';
  const others = Array.from({ length: resolvedAtHand.most }, (_, at) => `${board}-${String(first + at)}`);
  const socket = await person.connect();
  const resolve = (id: string) => socket.run(board, { type: 'moveTicket', ticketId: id, columnId });
  // All at once: the board appends what has come in the meantime together.
  const replies = [
    await resolve(ticketId),
    ...(await Promise.all(others.map((id) => socket.run(board, { type: 'openTicket', title: id, customer: 'Other' })))),
    ...(await Promise.all(others.map(resolve))),
  ];
  socket.close();
  expect(replies.filter((reply) => 'error' in reply)).toEqual([]);
  const { tickets } = await person.snapshot(board);
  expect(tickets.map(({ id }) => id)).not.toContain(ticketId);
}
