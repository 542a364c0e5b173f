import { expect, test } from 'vitest';
import { matrixOf } from '../../shared/domain/notification.ts';
import { emptyProfile } from '../../shared/domain/person.ts';
import type { Notification } from '../../shared/protocol/notifications.ts';
import { noon } from '../../test/support/builders.ts';
import { parseQuery } from './query.ts';
import { routeOf } from './router.svelte.ts';
import { ticketShownAt, waysToTell } from './notificationWays.ts';

const about = { ticketId: 'acme-1', ticketTitle: 'Payouts fail', by: 'ada', text: 'Ada asks you: SEPA?' };
const tagged: Notification = { id: 'n1', topic: 'tagged', at: noon, isUrgent: false, readAt: null, ...about };
const urgent: Notification = { ...tagged, isUrgent: true };

const away = {
  settings: { matrix: matrixOf({}), mutedBoards: [] as string[] },
  profile: undefined,
  now: Date.parse(noon),
  isHere: false,
  shown: undefined,
};
const quietNow = { ...emptyProfile, quietHours: { from: '11:00', to: '13:00' } };

test('whoever looks at the ticket has read it, and is told nothing', () => {
  const looking = { ...away, isHere: true, shown: 'acme-1' };

  expect(waysToTell(urgent, looking)).toEqual({ isRead: true, toast: false, browser: false });
  expect(waysToTell(tagged, { ...looking, shown: 'acme-2' })).toEqual({ isRead: false, toast: true, browser: false });
});

test('the browser tells only whoever is not here, and only what they chose', () => {
  const isOff = { ...away, settings: { ...away.settings, matrix: matrixOf({ tagged: { browser: false } }) } };

  expect(waysToTell(tagged, away).browser).toBe(true);
  expect(waysToTell(tagged, { ...away, isHere: true }).browser).toBe(false);
  expect(waysToTell(tagged, isOff)).toMatchObject({ toast: true, browser: false });
  expect(waysToTell(tagged, { ...away, settings: undefined })).toMatchObject({ toast: true, browser: false });
});

test('quiet hours keep the browser quiet unless it is urgent', () => {
  const quiet = { ...away, profile: quietNow };

  expect(waysToTell(tagged, quiet)).toMatchObject({ toast: true, browser: false });
  expect(waysToTell(urgent, quiet).browser).toBe(true);
});

test('a muted board says nothing unless it is urgent', () => {
  const muted = { ...away, settings: { ...away.settings, mutedBoards: ['acme'] } };

  expect(waysToTell(tagged, muted)).toMatchObject({ toast: false, browser: false });
  expect(waysToTell(urgent, muted)).toMatchObject({ toast: true, browser: true });
});

test('a ticket is shown on its page and beside its board', () => {
  const shown = (path: string, query = '') => ticketShownAt(routeOf(path), parseQuery(query));

  expect(shown('/tickets/acme-1')).toBe('acme-1');
  expect(shown('/boards/acme', '?peek=acme-2')).toBe('acme-2');
  expect(shown('/boards/acme')).toBeUndefined();
  expect(shown('/settings', '?peek=acme-2')).toBeUndefined();
});
