import { expect, test } from 'vitest';
import { aBoardWith, carryOut } from '../../../test/support/builders.ts';
import type { Board } from '../board.ts';
import { mostViews } from '../savedView.ts';
import { mostPins } from '../ticket.ts';

const ticketId = 'acme-1';
const pins = (board: Board) => board.tickets.get(ticketId)?.pins ?? [];
const pin = (board: Board, moment: string, note?: string) =>
  carryOut(board, { type: 'pinMoment', ticketId, moment, note });
const save = (board: Board, title: string, viewId?: string) =>
  carryOut(board, { type: 'saveView', title, filter: 'owner=me', viewId });

test('a moment is pinned once; pinning it again changes its note', () => {
  const pinned = pin(pin(aBoardWith(1), '3.0'), '3.0', 'Here it broke');

  expect(pins(pinned)).toMatchObject([{ moment: '3.0', note: 'Here it broke' }]);
  expect(pins(pin(pinned, '3.0', 'Here it broke'))).toBe(pins(pinned));
});

test('no more moments are pinned than stand out', () => {
  let board = aBoardWith(1);
  for (let n = 0; n < mostPins; n += 1) board = pin(board, `${String(n)}.0`);

  expect(() => pin(board, 'one-more')).toThrow(expect.objectContaining({ code: 'tooManyPins' }));
  expect(pins(pin(board, '0.0', 'still changes'))).toHaveLength(mostPins);
});

test('a view that is saved again keeps its place, and one that was removed comes back under its id', () => {
  const two = save(save(aBoardWith(0), 'Mine', 'a'), 'Theirs', 'b');
  const renamed = save(two, 'My own', 'a');
  const removed = carryOut(renamed, { type: 'removeView', viewId: 'a' });
  const back = save(removed, 'My own', 'a');

  expect(renamed.views?.map(({ title }) => title)).toEqual(['My own', 'Theirs']);
  expect(removed.views?.map(({ id }) => id)).toEqual(['b']);
  expect(back.views?.map(({ id }) => id)).toEqual(['b', 'a']);
});

test('a board has only so many views', () => {
  let board = aBoardWith(0);
  for (let n = 0; n < mostViews; n += 1) board = save(board, 'One', `view-${String(n)}`);

  expect(() => save(board, 'One more', 'another')).toThrow(expect.objectContaining({ code: 'tooManyViews' }));
});

test('suspecting the same bug again changes nothing', () => {
  const suspected = carryOut(aBoardWith(1), { type: 'suspectBug', ticketId, why: 'It crashes' });

  const again = carryOut(suspected, { type: 'suspectBug', ticketId, why: 'It crashes' });

  expect(again.tickets.get(ticketId)).toBe(suspected.tickets.get(ticketId));
  expect(carryOut(suspected, { type: 'clearBug', ticketId }).tickets.get(ticketId)).not.toHaveProperty('bug');
});
