import { expect, test } from 'vitest';
import { stayWords } from './stayWords.ts';

const at = (clock: string) => `2026-03-02T${clock}:00.000Z`;
const now = Date.parse(at('12:30'));
const stay = { person: 'bo', joinedAt: at('12:00') };
const working = { ...stay, contributedAt: at('12:10') };

test('who has only watched is told from who has contributed, and since when that counts', () => {
  expect(stayWords(stay, now)).toBe('watching for 30 min');
  expect(stayWords(working, now)).toBe('contributing for 20 min');
});

test('of a stay that is over it is told how long it counted', () => {
  expect(stayWords({ ...working, leftAt: at('12:15') }, now)).toBe('contributed for 5 min, left 15 min ago');
  expect(stayWords({ ...stay, leftAt: at('12:15') }, now)).toBe('only watched, 15 min, left 15 min ago');
});
