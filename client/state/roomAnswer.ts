import type { AcceptTag, DeclineTag } from '../../shared/domain/swarmCommands.ts';
import { boardIdOf } from '../../shared/domain/ticket.ts';
import { request, sentenceFor } from '../connection/http.ts';
import type { App } from './app.svelte.ts';
import type { Outcome } from './asking.ts';

/** Accepts or declines from outside the ticket's page. */
export async function answerFromList(app: App, command: AcceptTag | DeclineTag): Promise<Outcome> {
  const { boards, rooms } = app;
  const board = boards.openFor(command.ticketId);
  try {
    const outcome = await board.run(command);
    if ('refusal' in outcome && outcome.refusal.code === 'staleVersion') await tellWhyNot(app, command);
    return outcome;
  } finally {
    boards.leave(board);
    void rooms.refresh();
  }
}

/** Whoever is not in the room any more is cut off before their answer is judged: asked again, the server says why. */
async function tellWhyNot({ toasts }: App, command: AcceptTag | DeclineTag): Promise<void> {
  const board = boardIdOf(command.ticketId);
  try {
    await request('/api/v1/commands', { method: 'POST', body: { board, id: crypto.randomUUID(), command } });
  } catch (reason) {
    toasts.problem(`Could not ${command.type === 'acceptTag' ? 'accept' : 'decline'} the tag`, sentenceFor(reason));
  }
}
