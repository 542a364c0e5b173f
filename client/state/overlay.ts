import type { Board } from '../../shared/domain/board.ts';
import { decide } from '../../shared/domain/decide.ts';
import type { Entry } from '../../shared/domain/entry.ts';
import type { Person } from '../../shared/domain/person.ts';
import { reduce } from '../../shared/domain/reduce.ts';
import { Refusal } from '../../shared/domain/refusals.ts';
import { newId } from '../connection/newId.ts';
import { pageId } from '../connection/orphans.ts';
import type { QueuedCommand } from '../connection/queue.ts';

/** A command that shows already and is not in the confirmed board yet; `seq` once the server has taken it. */
export interface Pending {
  readonly queued: QueuedCommand;
  readonly seq?: number;
}

/** A command as it is asked for right now, on this page. */
export function askedNow(asked: Omit<QueuedCommand, 'id' | 'askedAt' | 'page'>): QueuedCommand {
  return { ...asked, id: newId(), askedAt: new Date().toISOString(), page: pageId };
}

/** The board as it will be if the server agrees. What cannot be decided here any more shows no effect and still waits. */
export function withPending(confirmed: Board, pending: readonly Pending[], person: Person): Board {
  return pending.reduce((board, { queued }) => {
    try {
      return carriedOut(board, queued, person);
    } catch (reason) {
      if (reason instanceof Refusal) return board;
      throw reason;
    }
  }, confirmed);
}

/** One command on top; the very same board when there is nothing to do. Throws the Refusal that the server would give. */
export function carriedOut(board: Board, { id, command, askedAt, expects }: QueuedCommand, person: Person): Board {
  const expectedVersion = typeof expects === 'number' ? expects : undefined;
  const events = decide(board, { command, expectedVersion }, { person, at: askedAt, commandId: id });
  if (events.length === 0) return board;
  return reduce(board, { board: board.id, seq: board.seq + 1, commandId: id, person: person.id, at: askedAt, events });
}

/** The messages among commands that go nowhere any more. */
export function writtenIn(queued: readonly QueuedCommand[]): string[] {
  return queued.flatMap(({ command }) => (command.type === 'postMessage' ? [command.text] : []));
}

/** What is still to be shown on top once these entries are in the confirmed board. */
export function stillPending(pending: readonly Pending[], confirmed: Board, entries: readonly Entry[]): Pending[] {
  const came = new Set(entries.map(({ commandId }) => commandId));
  return pending.filter(({ queued, seq }) => !came.has(queued.id) && (seq === undefined || seq > confirmed.seq));
}
