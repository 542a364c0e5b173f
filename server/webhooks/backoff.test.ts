import { expect, test } from 'vitest';
import { nextTryAfter } from './backoff.ts';

const now = new Date('2026-03-01T12:00:00Z');

test('tries come soon at first and ever more rarely', () => {
  const waits = Array.from({ length: 9 }, (_, index) => Date.parse(nextTryAfter(index + 1, now)!) - now.getTime());

  expect(waits[0]).toBe(5_000);
  expect(waits).toEqual([...waits].sort((a, b) => a - b));
});

test('after about two days it is given up', () => {
  const waits = Array.from({ length: 9 }, (_, index) => Date.parse(nextTryAfter(index + 1, now)!) - now.getTime());
  const hours = waits.reduce((sum, wait) => sum + wait, 0) / 3_600_000;

  expect(hours).toBeGreaterThan(44);
  expect(hours).toBeLessThan(50);
  expect(nextTryAfter(10, now)).toBeNull();
});
