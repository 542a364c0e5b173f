import { expect, test } from 'vitest';
import { type Availability, availabilityOf } from './availability.ts';
import { type Profile, emptyProfile } from './person.ts';

const weekdays = [1, 2, 3, 4, 5];
const berlin: Profile = {
  ...emptyProfile,
  timeZone: 'Europe/Berlin',
  workingHours: { from: '09:00', to: '17:30', days: weekdays },
  quietHours: { from: '22:00', to: '07:00' },
};
/** Monday 2 March 2026 in UTC; Berlin is an hour ahead. */
const monday = (clock: string) => new Date(`2026-03-02T${clock}:00.000Z`);

test.each<[string, Availability]>([
  ['07:59', 'outsideHours'],
  ['08:00', 'working'],
  ['16:29', 'working'],
  ['16:30', 'outsideHours'],
  ['20:59', 'outsideHours'],
  ['21:00', 'quietHours'],
  ['23:30', 'quietHours'],
  ['05:59', 'quietHours'],
  ['06:00', 'outsideHours'],
])('at %s UTC somebody in Berlin is: %s', (clock, expected) => {
  expect(availabilityOf(berlin, monday(clock))).toBe(expected);
});

test('summer time moves the hours with it', () => {
  expect(availabilityOf(berlin, new Date('2026-07-06T07:00:00.000Z'))).toBe('working');
});

test('a weekend is outside working hours, by the day where the person is', () => {
  const auckland = { ...berlin, timeZone: 'Pacific/Auckland', quietHours: null };

  expect(availabilityOf(berlin, new Date('2026-03-01T12:00:00.000Z'))).toBe('outsideHours');
  // Sunday evening in UTC is Monday morning there.
  expect(availabilityOf(auckland, new Date('2026-03-01T21:00:00.000Z'))).toBe('working');
});

test('a night shift belongs to the day it began on', () => {
  const nights: Profile = { ...emptyProfile, workingHours: { from: '22:00', to: '06:00', days: [5] } };

  expect(availabilityOf(nights, new Date('2026-03-07T03:00:00.000Z'))).toBe('working');
  expect(availabilityOf(nights, new Date('2026-03-06T03:00:00.000Z'))).toBe('outsideHours');
});

test('quiet hours come before working hours', () => {
  const lunch: Profile = { ...berlin, quietHours: { from: '12:00', to: '13:00' } };

  expect(availabilityOf(lunch, monday('11:30'))).toBe('quietHours');
});

test('without hours, a profile or a known time zone nothing is claimed', () => {
  expect(availabilityOf(undefined, monday('12:00'))).toBe('unknown');
  expect(availabilityOf(emptyProfile, monday('12:00'))).toBe('unknown');
  expect(availabilityOf({ ...berlin, timeZone: 'Mars/Olympus' }, monday('12:00'))).toBe('unknown');
});

test('with quiet hours only, everybody else’s night is not guessed', () => {
  expect(availabilityOf({ ...berlin, workingHours: null }, monday('12:00'))).toBe('working');
});
