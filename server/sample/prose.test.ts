import { expect, test } from 'vitest';
import { Moments, agoMs } from './moments.ts';
import { prose } from './prose.ts';

test('wrapped lines are joined, while lists, blank lines and indented lines keep their place', () => {
  const text = prose(`
    One sentence that
    goes on.

    1. first
    2. second

      code  as it is
      and more`);

  expect(text).toBe('One sentence that goes on.\n\n1. first\n2. second\n\n  code  as it is\n  and more');
});

test('times in a text are told from one now', () => {
  const moments = new Moments(new Date('2026-11-22T10:20:30.400Z'));

  const text = moments.fill(
    '@clock(1h) @hour(1h) @day(2d) @weekday(2d) @date(21d) @time(1d2h3m4s) @iso(30s) @unix(1m)',
  );

  expect(text).toBe('09:20 09:00 20 Nov Friday 2026-11-01 2026-11-21 08:16:56 2026-11-22T10:19:30Z 1795342740');
});

test('a form of time that nobody knows is a mistake', () => {
  expect(() => new Moments(new Date()).fill('@clok(1h)')).toThrow('@clok(1h)');
  expect(() => agoMs('soon')).toThrow('soon');
});
