import { type Board, emptyBoard } from '../../shared/domain/board.ts';
import { defaultColumns } from '../../shared/domain/column.ts';
import type { Brief } from '../../shared/domain/brief.ts';
import type { Command } from '../../shared/domain/commands.ts';
import { decide } from '../../shared/domain/decide.ts';
import type { Entry } from '../../shared/domain/entry.ts';
import type { BoardEvent } from '../../shared/domain/events.ts';
import type { Person } from '../../shared/domain/person.ts';
import { reduce } from '../../shared/domain/reduce.ts';
import type { Tag } from '../../shared/domain/tag.ts';

export const ada: Person = { id: 'ada', name: 'Ada', preset: 'agent', hue: 0 };
export const bo: Person = { id: 'bo', name: 'Bo', preset: 'agent', hue: 1 };

export const noon = '2026-03-02T12:00:00.000Z';

/** Builders mention only what a test is about. */
export function anEntry(board: Board, events: readonly BoardEvent[], more: Partial<Entry> = {}): Entry {
  const seq = board.seq + 1;
  const commandId = `command-${String(seq)}`;
  return { board: board.id, seq, commandId, person: ada.id, at: noon, events, ...more };
}

export function aBoard(events: readonly BoardEvent[] = []): Board {
  const board = emptyBoard('acme');
  const created: BoardEvent = { type: 'boardCreated', title: 'Acme', columns: defaultColumns };
  return reduce(board, anEntry(board, [created, ...events]));
}

export function aTag(more: Partial<Tag> = {}): Tag {
  const target = { kind: 'person', person: 'eva' } as const;
  const made = { id: 'tag-1', target, by: 'ada', at: noon, ask: 'Is this the proxy?', state: 'raised' } as const;
  return { ...made, asked: ['eva'], askedAt: noon, declined: [], charter: 0, missing: [], ...more };
}

export const noBrief: Brief = { problem: '', impact: '', steps: [], evidence: [], hypotheses: [], ask: '' };

/** What the server does with a command, without the server. */
export function carryOut(board: Board, command: Command, { person = ada, at = noon } = {}): Board {
  const commandId = `command-${String(board.seq + 1)}`;
  const events = decide(board, { command }, { person, at, commandId });
  return reduce(board, anEntry(board, events, { at, person: person.id }));
}

/** A board with tickets acme-1 … acme-n in its first column. */
export function aBoardWith(count: number): Board {
  let board = aBoard();
  for (let number = 1; number <= count; number += 1) {
    const title = `Ticket ${String(number)}`;
    board = carryOut(board, { type: 'openTicket', title, customer: 'Acme' });
  }
  return board;
}
