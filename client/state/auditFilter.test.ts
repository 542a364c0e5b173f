import { expect, test } from 'vitest';
import { auditFilterOf, auditQuery, filterChanges, isFiltered, noFilter } from './auditFilter.ts';

test('an address becomes a filter, and back', () => {
  const filter = auditFilterOf(new URLSearchParams('q=moved+acme&person=ada&from=2026-03-02'));

  expect(filter).toEqual({ ...noFilter, q: 'moved acme', person: 'ada', from: '2026-03-02' });
  expect(filterChanges({ q: '', person: 'bo' })).toEqual({ q: null, person: 'bo' });
  expect([isFiltered(filter), isFiltered(noFilter)]).toEqual([true, false]);
});

test('days are the reader’s own, and the last one is shown to its end', () => {
  const query = auditQuery({ ...noFilter, from: '2026-02-28', to: '2026-02-28' });

  expect(query.get('from')).toBe(new Date(2026, 1, 28).toISOString());
  expect(query.get('to')).toBe(new Date(2026, 2, 1).toISOString());
});

test('what is empty, blank or no day is not asked for', () => {
  expect(auditQuery({ ...noFilter, q: '  ', from: 'yesterday' }).toString()).toBe('');
});
