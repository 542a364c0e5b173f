import { expect, test } from 'vitest';
import { PresenceTable } from './presence.ts';

const place = { board: 'acme', ticketId: 'acme-1' };

test('two tabs on one ticket are one person, at the livelier attention', () => {
  const table = new PresenceTable();

  table.set('tab-1', 'ada', { ...place, attention: 'viewing' });
  table.set('tab-2', 'ada', { ...place, attention: 'editing' });

  expect(table.on('acme')).toEqual([{ person: 'ada', ticketId: 'acme-1', attention: 'editing' }]);
});

test('saying the same again is no news', () => {
  const table = new PresenceTable();

  expect(table.set('tab', 'ada', { ...place, attention: 'viewing' })).toBe(true);
  expect(table.set('tab', 'ada', { ...place, attention: 'viewing' })).toBe(false);
});

test('who has left is not on the board', () => {
  const table = new PresenceTable();
  table.set('tab', 'ada', { ...place, attention: 'viewing' });

  expect(table.remove('tab', 'acme')).toBe(true);
  expect(table.remove('tab', 'acme')).toBe(false);
  expect(table.on('acme')).toEqual([]);
});
