import type { TicketsReply } from '../../shared/protocol/http.ts';
import type { Boards } from '../boards/boards.ts';
import type { Projections } from '../ports/projections.ts';

export interface Find {
  readonly boardId: string;
  readonly q?: string | undefined;
  readonly columnId?: string | undefined;
  readonly before?: string | undefined;
  readonly limit: number;
}

/** Tickets of a board, latest first, also those that have left its memory. */
export async function findTickets(
  { boards, projections }: { boards: Boards; projections: Projections },
  { boardId, q = '', columnId, before, limit }: Find,
): Promise<TicketsReply> {
  const board = await boards.open(boardId);
  await board.projected();
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  const place = { ...(columnId !== undefined && { columnId }), ...(before !== undefined && { before }) };
  return projections.findTickets(boardId, { words, limit, ...place });
}
