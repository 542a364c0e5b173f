import type { Board } from '../../shared/domain/board.ts';
import type { Command } from '../../shared/domain/commands.ts';
import { decide } from '../../shared/domain/decide.ts';
import type { Settled } from '../../shared/domain/decisions/context.ts';
import type { BoardEvent } from '../../shared/domain/events.ts';
import type { Person } from '../../shared/domain/person.ts';
import { reduce } from '../../shared/domain/reduce.ts';
import type { Refusal } from '../../shared/domain/refusals.ts';
import type { Tag, TagTarget } from '../../shared/domain/tag.ts';
import { aBoardWith, ada, anEntry, carryOut, noon } from './builders.ts';

export const eva: Person = { id: 'eva', name: 'Eva', preset: 'engineer', hue: 2 };
export const fin: Person = { id: 'fin', name: 'Fin', preset: 'engineer', hue: 4 };
export const observer: Person = { id: 'olga', name: 'Olga', preset: 'observer', hue: 3 };

export const ticketId = 'acme-1';
/** Of the tag of the boards below. */
export const tagId = 'command-4';
export const toEva: TagTarget = { kind: 'person', person: 'eva' };
export const toL3: TagTarget = { kind: 'line', line: 'L3' };

export function raise(target: TagTarget = toEva): Extract<Command, { type: 'raiseTag' }> {
  return { type: 'raiseTag', ticketId, target, ask: 'Is this the proxy?' };
}
export const accept = { type: 'acceptTag', ticketId, tagId } as const;
export const decline = { type: 'declineTag', ticketId, tagId, reason: 'busy' } as const;
export const answer = { type: 'answerTag', ticketId, tagId, answer: 'Yes.' } as const;
export const returnTag = { type: 'returnTag', ticketId, tagId } as const;
export const removeEva = { type: 'removeGuest', ticketId, person: 'eva' } as const;
export const join = { type: 'joinSwarm', ticketId } as const;
export const note = { type: 'postMessage', ticketId, audience: 'internal', text: 'Hello' } as const;

/** Two tickets; Eva is tagged on the first. */
export function taggedBoard(): Board {
  return carryOut(aBoardWith(2), raise());
}

/** As above, but the tag asks engineering: Eva and Fin. */
export function boardAskingBoth(): Board {
  return withSettled(aBoardWith(2), raise(toL3), { settled: { asked: ['eva', 'fin'] } });
}

interface By {
  readonly person?: Person;
  readonly at?: string;
  readonly settled?: Settled;
}

export function eventsOf(board: Board, command: Command, by: By = {}): readonly BoardEvent[] {
  const { person = ada, at = noon, settled } = by;
  return decide(board, { command }, { person, at, commandId: `command-${String(board.seq + 1)}`, settled });
}

/** What the server does with a command when it has looked up what is settled. */
export function withSettled(board: Board, command: Command, by: By = {}): Board {
  const { person = ada, at = noon } = by;
  return reduce(board, anEntry(board, eventsOf(board, command, by), { person: person.id, at }));
}

export function typesOf(board: Board, command: Command, by: By = {}): string[] {
  return eventsOf(board, command, by).map(({ type }) => type);
}

export function refusalOf(board: Board, command: Command, by: By = {}): Refusal | undefined {
  try {
    eventsOf(board, command, by);
    return undefined;
  } catch (reason) {
    return reason as Refusal;
  }
}

/** The first tag of the first ticket. */
export function tagOn(board: Board): Tag | undefined {
  return board.tickets.get(ticketId)?.tags?.[0];
}
