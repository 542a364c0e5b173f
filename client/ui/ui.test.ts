import { expect, test } from 'vitest';
import { shortAge } from './age.ts';
import { matching } from './choice.ts';
import { initialsOf } from './initials.ts';
import { place } from './placement.ts';

const now = Date.parse('2026-03-02T12:00:00Z');
const window = { width: 1000, height: 800 };

test.each([
  ['2026-03-02T11:59:40Z', 'now'],
  ['2026-03-02T11:56:00Z', '4m'],
  ['2026-03-02T08:30:00Z', '3h'],
  ['2026-02-18T12:00:00Z', '12d'],
  ['2026-01-31T12:00:00Z', '4w'],
  ['2025-11-01T12:00:00Z', '3mo'],
  ['2012-05-22T23:22:25Z', '13y'],
])('%s is %s ago', (since, age) => {
  expect(shortAge(since, now)).toBe(age);
});

test('a layer opens below its anchor, and above where there is more room', () => {
  const size = { width: 200, height: 300 };

  const below = place({ left: 100, top: 100, width: 50, height: 20 }, size, { viewport: window });
  const above = place({ left: 100, top: 700, width: 50, height: 20 }, size, { viewport: window });

  expect(below).toMatchObject({ left: 100, top: 124 });
  expect(above).toMatchObject({ left: 100, top: 396 });
});

test('a layer never leaves the window', () => {
  const { left, top, maxHeight } = place(
    { left: 950, top: 500, width: 40, height: 20 },
    { width: 300, height: 2_000 },
    { viewport: window },
  );

  expect(left).toBe(692);
  expect(top).toBe(8);
  expect(maxHeight).toBe(488);
});

test('names are told by the first letters of their first and last word', () => {
  expect(['Ada Byron King', 'Bo', ' inês carvalho', ''].map(initialsOf)).toEqual(['AK', 'B', 'ic', '?']);
});

test('choices are found by every word, those that begin with the text first', () => {
  const choices = ['Waiting on customer', 'With engineering', 'New customer wait'].map((label) => ({
    id: label,
    label,
  }));

  expect(matching(choices, 'wait cust').map(({ id }) => id)).toEqual(['Waiting on customer', 'New customer wait']);
  expect(matching(choices, '')).toBe(choices);
});
