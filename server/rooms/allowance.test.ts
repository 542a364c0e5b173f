import { expect, test } from 'vitest';
import { Allowance } from './allowance.ts';

test('[D27] what is used up at once comes back with time, and never more than the burst', () => {
  const allowance = new Allowance({ burst: 3, perSecond: 10 }, 1_000);

  const atOnce = [1, 1, 1, 1].map((amount) => allowance.take(amount, 1_000));
  const later = [1, 1].map((amount) => allowance.take(amount, 1_100));
  const muchLater = [1, 1, 1, 1].map((amount) => allowance.take(amount, 60_000));

  expect(atOnce).toEqual([true, true, true, false]);
  expect(later).toEqual([true, false]);
  expect(muchLater).toEqual([true, true, true, false]);
});
