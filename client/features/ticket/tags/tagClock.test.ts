import { expect, test } from 'vitest';
import { aTag } from '../../../../test/support/builders.ts';
import { tagClock } from './tagClock.ts';

const minutes = (count: number) => new Date(Date.parse('2026-03-02T12:00:00.000Z') + count * 60_000).toISOString();
const now = Date.parse(minutes(12));

test('while nobody has answered it says since when they are asked and when they were reminded', () => {
  const tag = aTag({ at: minutes(0), askedAt: minutes(6), nudgedAt: minutes(9), state: 'raised' });

  expect(tagClock({ tag, stays: [], now })).toEqual(['asked 12 min ago', 'asked on 6 min ago', 'reminded 3 min ago']);
});

test('every later step is counted from when it was asked', () => {
  const tag = aTag({
    at: minutes(0),
    askedAt: minutes(0),
    state: 'joined',
    asked: ['eva'],
    acceptedAt: minutes(3),
    joinedAt: minutes(4),
  });
  const stays = [
    { person: 'eva', joinedAt: minutes(-60), contributedAt: minutes(-50) },
    { person: 'eva', joinedAt: minutes(4), contributedAt: minutes(9) },
    { person: 'ada', joinedAt: minutes(0), contributedAt: minutes(1) },
  ];

  expect(tagClock({ tag, stays, now })).toEqual([
    'asked 12 min ago',
    'accepted after 3 min',
    'joined after 4 min',
    'first contribution after 9 min',
  ]);
});
