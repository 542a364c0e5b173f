import type { AcceptTag, DeclineTag } from '../../shared/domain/swarmCommands.ts';
import type { App } from './app.svelte.ts';
import type { Outcome } from './asking.ts';

/** Accepts or declines from outside the ticket's page. */
export async function answerFromList({ boards, rooms }: App, command: AcceptTag | DeclineTag): Promise<Outcome> {
  const board = boards.openFor(command.ticketId);
  try {
    return await board.run(command);
  } finally {
    boards.leave(board);
    void rooms.refresh();
  }
}
