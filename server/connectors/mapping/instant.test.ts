import { expect, test } from 'vitest';
import { type TimeRule, instantReader, isPattern } from './instant.ts';

function read(stamp: string, rule: Partial<TimeRule>, options?: { later?: boolean }): string {
  const at = instantReader({ format: 'iso', zone: 'stamp', ignoreOffset: false, ...rule })(stamp, options);
  return typeof at === 'number' ? new Date(at).toISOString() : at.problem;
}

test('an offset in the stamp decides, whatever the season', () => {
  expect(read('2010-03-31T16:59:42+02:00', {})).toBe('2010-03-31T14:59:42.000Z');
  expect(read('2010-03-31T15:59:42+01:00', {})).toBe('2010-03-31T14:59:42.000Z');
  expect(read('2010-03-31 14:59:42.5Z', {})).toBe('2010-03-31T14:59:42.500Z');
  expect(read('2010-03-31T10:29-0430', {})).toBe('2010-03-31T14:59:00.000Z');
});

test('a stamp without an offset is no instant unless the mapping names a zone', () => {
  expect(read('2010-03-31T16:59:42', {})).toContain('has no offset');
  expect(read('2010-03-31T16:59:42', { zone: 'Europe/Stockholm' })).toBe('2010-03-31T14:59:42.000Z');
});

test('a stamp with an offset is refused where the mapping says local times, unless the offset is known to be wrong', () => {
  expect(read('2012-10-09T14:50:17+03:00', { zone: 'Europe/Rome' })).toContain('has an offset');
  expect(read('2012-10-09T14:50:17+03:00', { zone: 'Europe/Rome', ignoreOffset: true })).toBe(
    '2012-10-09T12:50:17.000Z',
  );
  expect(read('2013-09-26T10:15:14+10:00', { zone: 'Europe/Amsterdam', ignoreOffset: true })).toBe(
    '2013-09-26T08:15:14.000Z',
  );
});

test('local times follow the clock change: the hour that comes twice, and the one that never comes', () => {
  const amsterdam = { zone: 'Europe/Amsterdam' };

  expect(read('2013-10-27T01:59:59', amsterdam)).toBe('2013-10-26T23:59:59.000Z');
  expect(read('2013-10-27T02:30:00', amsterdam)).toBe('2013-10-27T00:30:00.000Z');
  expect(read('2013-10-27T02:30:00', amsterdam, { later: true })).toBe('2013-10-27T01:30:00.000Z');
  expect(read('2013-10-27T03:00:00', amsterdam)).toBe('2013-10-27T02:00:00.000Z');
  expect(read('2014-03-30T02:30:00', amsterdam)).toBe('2014-03-30T01:30:00.000Z');
});

test('patterns read what spreadsheets and exports write', () => {
  const utc = { zone: 'UTC' };

  expect(read('29/2/2016 01:16', { ...utc, format: 'd/M/yyyy H:mm' })).toBe('2016-02-29T01:16:00.000Z');
  expect(read('2023-06-01 7:29', { ...utc, format: 'yyyy-MM-dd H:mm' })).toBe('2023-06-01T07:29:00.000Z');
  expect(read('12/31/2024 12:05 AM', { ...utc, format: 'M/d/yyyy h:mm a' })).toBe('2024-12-31T00:05:00.000Z');
  expect(read('12/31/2024 12:05 pm', { ...utc, format: 'M/d/yyyy h:mm a' })).toBe('2024-12-31T12:05:00.000Z');
  expect(read('13-02-2013 12:03:35', { format: 'dd-MM-yyyy HH:mm:ss', zone: 'Europe/Amsterdam' })).toBe(
    '2013-02-13T11:03:35.000Z',
  );
});

test('a day that no calendar has is not moved to one that exists', () => {
  expect(read('31/2/2016 01:16', { format: 'd/M/yyyy H:mm', zone: 'UTC' })).toContain('on no calendar');
  expect(read('2015-02-29T10:00:00Z', {})).toContain('on no calendar');
  expect(read('2015-02-28T24:00:00Z', {})).toContain('on no calendar');
  expect(read('2015-02-30T10:00:00', { zone: 'Europe/Rome' })).toContain('on no calendar');
});

test('what is no time at all is said so, such as what a spreadsheet left of one', () => {
  expect(read('03:17.4', {})).toContain('is not a time of the form iso');
  expect(read('Queued', { format: 'd/M/yyyy H:mm', zone: 'UTC' })).toContain('is not a time of the form d/M/yyyy H:mm');
});

test('a pattern needs a day, a month and a year, and no letters that mean nothing', () => {
  expect(isPattern('d/M/yyyy H:mm')).toBe(true);
  expect(isPattern('yyyy-MM-ddTHH:mm:ss')).toBe(true);
  expect(isPattern('H:mm')).toBe(false);
  expect(isPattern('dd MMM yyyy')).toBe(false);
});
