import { expect, test } from 'vitest';
import { aBoardWith, ada, anEntry, bo, carryOut, noon } from '../../../test/support/builders.ts';
import type { Board } from '../board.ts';
import type { Command } from '../commands.ts';
import { decide } from '../decide.ts';
import { overdue, playsOn, standardPlays } from '../play.ts';
import { reduce } from '../reduce.ts';
import type { Settled } from './context.ts';

const severe: Command = { type: 'startPlay', ticketId: 'acme-1', play: 'severity1' };
const dropIn: Command = { type: 'startPlay', ticketId: 'acme-1', play: 'dropIn' };

function decided(board: Board, command: Command, settled: Settled = {}) {
  return decide(board, { command }, { person: ada, at: noon, commandId: 'command-play', settled });
}

test('a play runs for as long as the team has set', () => {
  const play = standardPlays.find(({ kind }) => kind === 'dropIn');

  const events = decided(aBoardWith(1), dropIn, play && { play });

  expect(events[0]).toEqual({
    type: 'playStarted',
    ticketId: 'acme-1',
    play: { kind: 'dropIn', by: 'ada', at: noon, endsAt: '2026-03-02T12:30:00.000Z' },
  });
});

test('one play at a time is on for a ticket, and one that is switched off does not start', () => {
  const board = carryOut(aBoardWith(1), dropIn);

  expect(decided(board, dropIn)).toEqual([]);
  expect(() => decided(board, severe)).toThrow(expect.objectContaining({ code: 'playRunning' }));
  const off = { kind: 'dropIn', isOn: false, minutes: 30, rota: null, about: '' } as const;
  expect(() => decided(aBoardWith(1), dropIn, { play: off })).toThrow(expect.objectContaining({ code: 'playOff' }));
});

test('whoever starts a severity 1 leads it and the owner speaks, unless others are named', () => {
  const owned = carryOut(aBoardWith(1), { type: 'assignOwner', ticketId: 'acme-1', owner: 'bo' });

  const told = decided(owned, severe)[0];
  const named = decided(owned, { ...severe, lead: 'cleo', communicator: 'dan' })[0];

  expect(told).toMatchObject({ play: { lead: 'ada', communicator: 'bo' } });
  expect(named).toMatchObject({ play: { lead: 'cleo', communicator: 'dan' } });
});

test('a severity 1 pulls in whoever is on call in the same entry, with what evidence there is, and nobody twice', () => {
  const joined = carryOut(aBoardWith(1), { type: 'joinSwarm', ticketId: 'acme-1' }, { person: bo });
  const brief = { problem: 'All calls fail', impact: '', steps: [], evidence: [], hypotheses: [] };

  const events = decided(joined, severe, { asked: ['ada', 'bo', 'eva'], brief, required: ['problem', 'steps'] });

  expect(events.map(({ type }) => type).slice(0, 2)).toEqual(['playStarted', 'tagRaised']);
  expect(events[1]).toMatchObject({
    tag: { target: { kind: 'line', line: 'L3' }, asked: ['eva'], waived: 'severity1', missing: ['steps'] },
    brief: { problem: 'All calls fail' },
  });
  const board = reduce(joined, anEntry(joined, events));
  const ended = carryOut(board, { type: 'endPlay', ticketId: 'acme-1' });
  expect(decided(ended, severe, { asked: ['eva'] }).some(({ type }) => type === 'tagRaised')).toBe(false);
});

test('a play is made longer from now, changes hands and ends; nothing changes when nothing is said', () => {
  const board = carryOut(aBoardWith(1), severe);
  const change = (more: object) => decided(board, { type: 'changePlay', ticketId: 'acme-1', ...more });

  expect(change({ minutes: 15 })[0]).toMatchObject({ changes: { endsAt: '2026-03-02T12:15:00.000Z' } });
  expect(change({ communicator: 'bo' })[0]).toMatchObject({ changes: { communicator: 'bo' } });
  expect(change({ lead: 'ada' })).toEqual([]);
  const ended = carryOut(board, { type: 'endPlay', ticketId: 'acme-1' });
  expect(ended.tickets.get('acme-1')?.play).toBeUndefined();
  expect(() => decided(ended, { type: 'changePlay', ticketId: 'acme-1', minutes: 15 })).toThrow(
    expect.objectContaining({ code: 'noPlay' }),
  );
});

test('a play ends with its ticket resolved, and goes on while the ticket moves elsewhere', () => {
  const board = carryOut(aBoardWith(1), dropIn);
  const moved = (columnId: string) =>
    decided(board, { type: 'moveTicket', ticketId: 'acme-1', columnId }).map(({ type }) => type);

  expect(moved('waiting')).toEqual(['ticketMoved']);
  expect(moved('resolved')).toEqual(['ticketMoved', 'playEnded']);
});

test('the lane shows severity 1 first, then the oldest of each kind; those over their time-box are told apart', () => {
  const later = { at: '2026-03-02T12:20:00.000Z' };
  let board = aBoardWith(4);
  board = carryOut(board, { ...dropIn, ticketId: 'acme-3' }, later);
  board = carryOut(board, { ...dropIn, ticketId: 'acme-2' });
  board = carryOut(board, { ...severe, ticketId: 'acme-4' }, later);

  const lane = playsOn(board).map(({ ticket }) => ticket.id);
  const over = overdue(board, new Date('2026-03-02T13:00:00.000Z')).map(({ ticket }) => ticket.id);

  expect(lane).toEqual(['acme-4', 'acme-2', 'acme-3']);
  expect(over).toEqual(['acme-2']);
});
