import { expect, test } from 'vitest';
import type { Notification } from '../../shared/protocol/notifications.ts';
import { noon } from '../../test/support/builders.ts';
import { NotificationInbox } from './notificationInbox.svelte.ts';

function aNotification(more: Partial<Notification> = {}): Notification {
  const about = { ticketId: 'acme-1', ticketTitle: 'Payouts fail', by: 'ada', text: 'Ada asks you: SEPA?' };
  return { id: 'n1', topic: 'tagged', at: noon, isUrgent: false, readAt: null, ...about, ...more };
}

/** A server that keeps these, gives two at once and may be away. */
function aServer(kept: Notification[]) {
  const server = { kept, sent: [] as (readonly string[] | undefined)[], isAway: false };
  const unread = () => server.kept.filter(({ readAt }) => readAt === null);
  const sendRead = (ids: readonly string[] | undefined) => {
    server.sent.push(ids);
    if (server.isAway) return Promise.reject(new Error('away'));
    const isMeant = ({ id }: Notification) => ids?.includes(id) ?? true;
    server.kept = server.kept.map((one) => (isMeant(one) ? { ...one, readAt: noon } : one));
    return Promise.resolve(unread().length);
  };
  const ask = ({ before, unread: isUnreadOnly, limit }: { before?: string; unread: boolean; limit: number }) => {
    const all = isUnreadOnly ? unread() : server.kept;
    const after = all.slice(before === undefined ? 0 : all.findIndex(({ id }) => id === before) + 1);
    const page = after.slice(0, limit === 30 ? 2 : limit);
    const next = after.length > page.length ? (page.at(-1)?.id ?? null) : null;
    return Promise.resolve({ notifications: page, unread: unread().length, next });
  };
  return { server, inbox: new NotificationInbox({ ask: ask as never, sendRead }) };
}

const ids = (inbox: NotificationInbox) => inbox.list?.map(({ id }) => id);

test('what has just come stands first, once, with the count the server gave', async () => {
  const { inbox } = aServer([aNotification()]);
  await inbox.refresh();

  inbox.add(aNotification({ id: 'n2' }), 2);
  inbox.add(aNotification({ id: 'n2' }), 2);

  expect(ids(inbox)).toEqual(['n2', 'n1']);
  expect(inbox.unread).toBe(2);
});

test('older ones come behind those that show', async () => {
  const { inbox } = aServer(['n3', 'n2', 'n1'].map((id) => aNotification({ id })));
  await inbox.refresh();
  expect(inbox.hasMore).toBe(true);

  await inbox.loadMore();

  expect(ids(inbox)).toEqual(['n3', 'n2', 'n1']);
  expect(inbox.hasMore).toBe(false);
});

test('opening a ticket reads all that is told of it, also what does not show yet, and nothing else', async () => {
  const { inbox, server } = aServer([
    aNotification({ id: 'n4', ticketId: 'acme-2' }),
    aNotification({ id: 'n3' }),
    aNotification({ id: 'n2', readAt: noon }),
    aNotification({ id: 'n1' }),
  ]);
  await inbox.refresh();

  await inbox.markTicketRead('acme-1');

  expect(server.sent).toEqual([['n3', 'n1']]);
  expect(inbox.unread).toBe(1);
  expect(inbox.list?.find(({ id }) => id === 'n3')?.readAt).not.toBeNull();
});

test('what could not be told is unread again, and is not sent over and over', async () => {
  const { inbox, server } = aServer([aNotification()]);
  await inbox.refresh();
  server.isAway = true;

  await expect(inbox.markTicketRead('acme-1')).rejects.toThrow('away');
  await inbox.markTicketRead('acme-1');

  expect(server.sent).toHaveLength(1);
  expect(inbox.unread).toBe(1);
});

test('a filter shows only what is unread', async () => {
  const { inbox } = aServer([aNotification({ id: 'n2', readAt: noon }), aNotification()]);
  await inbox.refresh();

  await inbox.filter(true);
  expect(ids(inbox)).toEqual(['n1']);

  await inbox.markAllRead();
  await inbox.refresh();
  expect(ids(inbox)).toEqual([]);
});
