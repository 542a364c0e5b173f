import { expect, test } from 'vitest';
import { extended, timeLeft } from './plays.ts';

const play = { endsAt: '2026-11-02T12:30:00.000Z' };
const at = (time: string) => Date.parse(`2026-11-02T${time}Z`);

test('the time left counts down in minutes and turns into how long it is over', () => {
  expect(timeLeft(play, at('12:04:30'))).toEqual({ text: '26 min left', isOver: false });
  expect(timeLeft(play, at('12:29:59'))).toEqual({ text: '1 min left', isOver: false });
  expect(timeLeft(play, at('12:30:00'))).toEqual({ text: 'over by 1 min', isOver: true });
  expect(timeLeft(play, at('12:35:10'))).toEqual({ text: 'over by 5 min', isOver: true });
  expect(timeLeft(play, at('10:00:00'))).toEqual({ text: '2 h 30 min left', isOver: false });
});

test('more time is added to what is left, or begins now when nothing is', () => {
  expect(extended(play, at('12:20:00'), 15)).toBe(25);
  expect(extended(play, at('13:00:00'), 15)).toBe(15);
});
