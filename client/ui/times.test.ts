import { expect, test } from 'vitest';
import { fromLocalInput, relativeTime, span, toLocalInput } from './times.ts';

const now = Date.parse('2026-11-22T12:00:00Z');
const ago = (ms: number) => new Date(now - ms).toISOString();
const minute = 60_000;

test.each([
  [30_000, 'just now'],
  [-30_000, 'just now'],
  [5 * minute, '5 min ago'],
  [3 * 60 * minute, '3 h ago'],
  [47 * 60 * minute, '47 h ago'],
  [3 * 24 * 60 * minute, '3 d ago'],
])('%i ms ago reads %s', (age, text) => {
  expect(relativeTime(ago(age), now)).toBe(text);
});

test('what is older than a week reads as a date, with the year when it is another one', () => {
  expect(relativeTime('2026-11-02T12:00:00Z', now)).not.toContain('2026');
  expect(relativeTime('2012-05-22T12:00:00Z', now)).toContain('2012');
});

test('what is no time reads as nothing', () => {
  expect(relativeTime('soon', now)).toBe('');
  expect(toLocalInput('')).toBe('');
});

test('a time goes through an input and back to the same minute', () => {
  expect(fromLocalInput(toLocalInput('2026-03-29T01:30:00.000Z'))).toBe('2026-03-29T01:30:00.000Z');
  expect(fromLocalInput('')).toBeUndefined();
});

test('lengths of time are told in one unit', () => {
  expect([span(10), span(90 * minute), span(50 * 60 * minute)]).toEqual(['< 1 min', '1 h', '2 d']);
});
