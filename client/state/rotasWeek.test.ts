import { expect, test } from 'vitest';
import { fromInputIn, hoursOf, mondayOf, stretchOf, toInputIn, weekOf } from './rotasWeek.ts';

const berlin = 'Europe/Berlin';

function turn(from: string, to: string) {
  return { from, to, people: ['ada'], override: null };
}

test('a week begins on the Monday of whoever looks', () => {
  const lateSunday = Date.parse('2026-11-08T23:30:00Z');

  expect(mondayOf(lateSunday, 'UTC')).toBe('2026-11-02');
  expect(mondayOf(lateSunday, berlin)).toBe('2026-11-09');
});

test('a week with a change of the clocks is as long as it is', () => {
  expect(stretchOf('2026-03-23', 7, berlin)).toEqual({ from: '2026-03-22T23:00:00Z', to: '2026-03-29T22:00:00Z' });
});

test('a turn over midnight is on both days, and one until midnight only on the first', () => {
  const turns = [
    turn('2026-11-02T21:00:00Z', '2026-11-03T05:00:00Z'),
    turn('2026-11-04T09:00:00Z', '2026-11-04T23:00:00Z'),
  ];

  const days = weekOf(turns, '2026-11-02', berlin);

  const shown = days.map(({ blocks }) => blocks.map(({ from, to }) => [from / 60, to / 60]));
  expect(shown.slice(0, 4)).toEqual([[[22, 24]], [[0, 6]], [[10, 24]], []]);
});

test('the hours drawn are those in which somebody is on, and at least a working day', () => {
  const halfHour = weekOf([turn('2026-11-02T09:00:00Z', '2026-11-02T09:30:00Z')], '2026-11-02', berlin);

  expect(hoursOf(halfHour)).toEqual({ from: 7, to: 15 });
  expect(hoursOf([])).toEqual({ from: 8, to: 18 });
});

test('what is typed as a time means that time in the zone it is shown in', () => {
  expect(toInputIn('2026-11-03T08:00:00.000Z', berlin)).toBe('2026-11-03T09:00');
  expect(fromInputIn('2026-11-03T09:00', berlin)).toBe('2026-11-03T08:00:00.000Z');
  expect(fromInputIn('', berlin)).toBeUndefined();
});
