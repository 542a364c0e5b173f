import type * as Y from 'yjs';
import { briefOf } from '../../shared/document/brief.ts';
import { can } from '../../shared/domain/permissions.ts';
import type { Person } from '../../shared/domain/person.ts';
import { Refusal } from '../../shared/domain/refusals.ts';
import { type Ticket, isDone } from '../../shared/domain/ticket.ts';
import type { ShadowQueueReply, SuspectedBugSummary } from '../../shared/protocol/radar.ts';
import type { Boards } from '../boards/boards.ts';

interface Ports {
  readonly boards: Boards;
  readonly readDocument: (ticketId: string) => Promise<Y.Doc>;
}

interface Suspected {
  readonly ticket: Ticket;
  readonly board: SuspectedBugSummary['board'];
}

/** The suspected bugs of all boards with what is needed to choose. Throws Refusal `notAllowed`. */
export async function readShadowQueue(ports: Ports, person: Person): Promise<ShadowQueueReply> {
  if (!can(person, 'workShadowQueue') && !can(person, 'readBoards')) throw new Refusal('notAllowed');
  const found = await suspectedOn(ports.boards);
  const bugs: SuspectedBugSummary[] = [];
  // One after the other: an investigation may have to be loaded for it.
  for (const one of found) bugs.push(await summaryOf(ports, one));
  return { bugs };
}

/** Open tickets that somebody suspects a bug behind, the oldest suspicion first. */
export async function suspectedOn(boards: Boards): Promise<Suspected[]> {
  const live = await Promise.all((await boards.ids()).map((id) => boards.open(id)));
  const found = live.flatMap(({ state: { id, title, tickets } }) =>
    [...tickets.values()]
      .filter(({ bug, state }) => bug !== undefined && !isDone(state))
      .map((ticket) => ({ ticket, board: { id, title } })),
  );
  return found.sort((a, b) => ((a.ticket.bug?.at ?? '') < (b.ticket.bug?.at ?? '') ? -1 : 1));
}

async function summaryOf({ readDocument }: Ports, { ticket, board }: Suspected): Promise<SuspectedBugSummary> {
  const { problem, evidence, hypotheses } = briefOf(await readDocument(ticket.id));
  return { ticket, board, problem, evidence: evidence.length, hypotheses: hypotheses.length };
}
