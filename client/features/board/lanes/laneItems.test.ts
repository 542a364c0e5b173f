import { expect, test } from 'vitest';
import { aBoardWith, ada, aTag, anEntry, bo, carryOut, noBrief } from '../../../../test/support/builders.ts';
import type { Board } from '../../../../shared/domain/board.ts';
import { type Person, emptyProfile } from '../../../../shared/domain/person.ts';
import { reduce } from '../../../../shared/domain/reduce.ts';
import { itemKey, laneItems } from './laneItems.ts';

const me: Person = { ...bo, profile: { ...emptyProfile, skills: [{ name: 'Webhooks', level: 2 }] } };

function raised(board: Board, number: number, more: { skills?: string[]; neededBy?: string } = {}): Board {
  return carryOut(board, { type: 'raiseHand', ticketId: `acme-${String(number)}`, what: 'Help', ...more });
}

function shown(board: Board): string[] {
  return laneItems(board, me).map((item) => `${itemKey(item)}${item.isForMe ? ', for me' : ''}`);
}

test('hands for what one can do come first, then what is needed soonest, then what has waited longest', () => {
  let board = aBoardWith(4);
  board = raised(board, 1);
  board = raised(board, 2, { skills: ['payments'], neededBy: '2026-03-02T14:00:00.000Z' });
  board = raised(board, 3, { skills: ['payments'], neededBy: '2026-03-02T13:00:00.000Z' });
  board = raised(board, 4, { skills: ['payments', 'webhooks'] });

  expect(shown(board)).toEqual(['hand acme-4, for me', 'hand acme-3', 'hand acme-2', 'hand acme-1']);
});

test('tags that nobody has taken up follow, one’s own first, then running plays', () => {
  let board = carryOut(aBoardWith(4), { type: 'startPlay', ticketId: 'acme-1', play: 'dropIn' });
  const tags = [
    aTag({ id: 'theirs', asked: ['eva'] }),
    aTag({ id: 'mine', asked: [me.id] }),
    aTag({ id: 'taken', asked: ['eva'], state: 'accepted' }),
  ];
  for (const tag of tags)
    board = reduce(board, anEntry(board, [{ type: 'tagRaised', ticketId: 'acme-2', tag, brief: noBrief }]));
  board = raised(board, 3);

  expect(shown(board)).toEqual(['hand acme-3', 'mine, for me', 'theirs', 'play acme-1']);
});

test('one’s own hand is not for oneself, and nothing resolved needs help', () => {
  const own = carryOut(
    aBoardWith(2),
    { type: 'raiseHand', ticketId: 'acme-1', what: 'Help', skills: ['webhooks'] },
    { person: me },
  );
  const board = carryOut(raised(own, 2), { type: 'moveTicket', ticketId: 'acme-2', columnId: 'resolved' });

  expect(shown(board)).toEqual(['hand acme-1']);
  expect(laneItems(aBoardWith(2), ada)).toEqual([]);
});
