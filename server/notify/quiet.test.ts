import { expect, test } from 'vitest';
import { type Profile, emptyProfile } from '../../shared/domain/person.ts';
import { quietUntil } from './quiet.ts';

const berlin: Profile = { ...emptyProfile, timeZone: 'Europe/Berlin', quietHours: { from: '22:00', to: '07:00' } };

const until = (at: string, profile?: Profile) => quietUntil(profile, new Date(at))?.toISOString() ?? null;

test('outside quiet hours, and without any, nobody waits', () => {
  expect([until('2026-02-10T12:00:00Z', berlin), until('2026-02-10T03:00:00Z')]).toEqual([null, null]);
});

test('quiet hours end in the person’s own time zone, to the minute', () => {
  expect(until('2026-02-10T21:30:10Z', berlin)).toBe('2026-02-11T06:00:00.000Z');
  expect(until('2026-02-11T05:59:59Z', berlin)).toBe('2026-02-11T06:00:00.000Z');
});

test('in the night in which the clocks change they end when the clock says so', () => {
  expect(until('2026-03-28T23:00:00Z', berlin)).toBe('2026-03-29T05:00:00.000Z');
  expect(until('2026-10-24T22:00:00Z', berlin)).toBe('2026-10-25T06:00:00.000Z');
});
