import { expect, test } from 'vitest';
import { Ration } from './ration.ts';

const hourMs = 60 * 60_000;

test('a colleague is lively at first and can be left running for days', () => {
  let now = 0;
  const ration = new Ration(() => now);
  let written = 0;
  const perHour = Array.from({ length: 48 }, () => {
    const before = written;
    for (let minute = 0; minute < 60; minute += 1) {
      now += 60_000;
      while (ration.take(1)) written += 1;
    }
    return written - before;
  });

  expect(now).toBe(48 * hourMs);
  expect(perHour[0]).toBeGreaterThanOrEqual(50);
  expect(new Set(perHour.slice(1))).toEqual(new Set([20]));
});

test('what is not there for all is not begun', () => {
  const ration = new Ration(() => 0);
  for (let taken = 0; taken < 39; taken += 1) ration.take(1);

  expect(ration.take(2)).toBe(false);
  expect(ration.take(1)).toBe(true);
});
