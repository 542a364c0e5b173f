import { expect, test } from 'vitest';
import type { Tag } from '../../shared/domain/tag.ts';
import type { Priority } from '../../shared/domain/ticket.ts';
import { aBoardWith, aTag } from '../../test/support/builders.ts';
import { roomGroups } from './roomOrder.ts';

const ticket = [...aBoardWith(1).tickets.values()][0];
const now = Date.parse('2026-03-02T12:00:00.000Z');

function aRoom(id: string, tag: Partial<Tag>, priority: Priority = 'normal') {
  if (!ticket) throw new Error('a board with one ticket has one');
  const board = { id: 'acme', title: 'Acme' };
  return { ticket: { ...ticket, priority }, board, tag: aTag({ id, ...tag }), problem: '' };
}

test('what is needed soon comes first, then what is urgent, then what is new', () => {
  const rooms = [
    aRoom('old', { askedAt: '2026-03-02T09:00:00.000Z' }),
    aRoom('new', { askedAt: '2026-03-02T11:00:00.000Z' }),
    aRoom('tomorrow', { askedAt: '2026-03-02T08:00:00.000Z', neededBy: '2026-03-03T12:00:00.000Z' }),
    aRoom('urgent', { askedAt: '2026-03-02T07:00:00.000Z' }, 'urgent'),
    aRoom('soon', { askedAt: '2026-03-02T06:00:00.000Z', neededBy: '2026-03-02T13:00:00.000Z' }, 'low'),
  ];

  const { asked } = roomGroups(rooms, now);

  expect(asked.map(({ tag }) => tag.id)).toEqual(['soon', 'urgent', 'new', 'old', 'tomorrow']);
});

test('what is asked, what is in one’s hands and what is answered stand apart', () => {
  const rooms = [
    aRoom('a', { state: 'raised' }),
    aRoom('b', { state: 'accepted' }),
    aRoom('c', { state: 'joined' }),
    aRoom('d', { state: 'answered' }),
  ];

  const { asked, mine, answered } = roomGroups(rooms, now);

  expect([asked, mine, answered].map((group) => group.map(({ tag }) => tag.id))).toEqual([['a'], ['b', 'c'], ['d']]);
});
