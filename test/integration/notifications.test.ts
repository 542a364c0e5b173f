import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Notification } from '../../shared/protocol/notifications.ts';
import { type MongoDatabase, describeWithMongo, freshDatabase, sharedMongo } from '../support/mongo.ts';
import { Newsroom, toldTo } from '../support/newsroom.ts';

describe('on the embedded store', () => {
  toldSuite(() => ({}));
});

describeWithMongo(`on ${sharedMongo?.name ?? 'no MongoDB server'}`, () => {
  let database: MongoDatabase;
  beforeAll(() => {
    database = freshDatabase('notifications');
  });
  afterAll(() => database.drop());
  toldSuite(() => ({ MONGODB_URL: database.url }));
});

function toldSuite(settings: () => Record<string, string>): void {
  let room: Newsroom;

  beforeAll(async () => {
    room = await Newsroom.open(settings());
  });
  afterAll(() => room.close());

  test('who is tagged is told in the app, at once on open pages, and by e-mail with the brief', async () => {
    const eva = await room.somebody('engineer', 'Eva');
    const ticketId = await room.openTicket('Exports fail');
    const page = await eva.connect();
    const pushed = new Promise<{ notification: Notification; unread: number }>((resolve) => {
      page.socket.once('notified', resolve);
    });

    await room.tag(ticketId, eva);

    const { notification, unread } = await pushed;
    expect([notification, unread]).toMatchObject([{ topic: 'tagged', ticketId, ticketTitle: 'Exports fail' }, 1]);
    expect(notification).toMatchObject({ text: 'Ada asks you: Is this <the> proxy?', isUrgent: true, readAt: null });
    expect(await toldTo(eva)).toMatchObject({ notifications: [notification], unread: 1, next: null });
    await room.untilDelivery(eva, ({ state }) => state === 'delivered');
    const [letter] = room.mailsTo(eva);
    expect(letter).toMatchObject({ user: 'swarm', headers: { subject: `[${ticketId}] Exports fail` } });
    expect(letter?.headers['from']).toContain('Ada (Swarmboard)');
    expect(letter?.body).toContain('No time: The customer is blocked');
    expect(letter?.body).toContain(`${room.server.url}/tickets/${ticketId}`);
    expect(letter?.body).toContain('Is this &lt;the&gt; proxy?');
    page.close();
  });

  test('what is read is read in every window, and what was read is not sent any more', async () => {
    const bo = await room.somebody('agent', 'Bo', { matrix: { madeOwner: { email: true } }, gather: 30 });
    const ticketId = await room.openTicket('Read');
    const page = await bo.connect();

    await room.own(ticketId, bo);
    const { id } = await room.untilTold(bo, ({ topic }) => topic === 'madeOwner');
    const heard = new Promise((resolve) => page.socket.once('changed', resolve));
    const held = await room.untilDelivery(bo, ({ state }) => state === 'held');
    const { body } = await bo.ask('POST', '/notifications/read', { ids: [id] });

    expect(body).toEqual({ unread: 0 });
    expect(await heard).toEqual({ what: 'notifications' });
    expect(Date.parse(held.nextTryAt ?? '')).toBeGreaterThan(Date.now() + 29 * 60_000);
    expect((await toldTo(bo, '?unread=1')).notifications).toEqual([]);
    expect((await toldTo(bo)).notifications[0]?.readAt).not.toBeNull();
    page.close();
  });

  test('somebody else’s notifications cannot be marked as read', async () => {
    const [bo, cy] = [await room.somebody('agent', 'Bo'), await room.somebody('agent', 'Cy')];
    const ticketId = await room.openTicket('Mine');
    await room.own(ticketId, bo);
    const { id } = await room.untilTold(bo, () => true);

    await cy.ask('POST', '/notifications/read', { ids: [id] });

    expect((await toldTo(bo)).unread).toBe(1);
  });

  test('nothing is sent for the ticket that one is looking at: it is read already', async () => {
    const bo = await room.somebody('agent', 'Bo', { matrix: { madeOwner: { email: true } }, gather: 0 });
    const ticketId = await room.openTicket('In sight');
    const page = await bo.connect();
    await page.subscribe(room.board);
    page.socket.emit('presence', { board: room.board, ticketId, attention: 'viewing' });
    await page.until(() => page.presence.some((one) => one.ticketId === ticketId));

    await room.own(ticketId, bo);
    const told = await room.untilTold(bo, () => true);

    expect(told.readAt).not.toBeNull();
    expect((await bo.ask('GET', '/notifications/deliveries')).body).toMatchObject({ deliveries: [] });
    page.close();
  });

  test('of a muted board only what is urgent is told', async () => {
    const bo = await room.somebody('agent', 'Bo', { mutedBoards: [room.board] });
    const ticketId = await room.openTicket('Muted');

    await room.own(ticketId, bo);
    await room.tag(ticketId, bo);
    await room.untilTold(bo, ({ topic }) => topic === 'tagged');

    expect((await toldTo(bo)).notifications.map(({ topic }) => topic)).toEqual(['tagged']);
  });

  test('who leaves is told nothing more, and nothing of what they were told is kept', async () => {
    const eva = await room.somebody('engineer', 'Eva', { chat: null });
    const ticketId = await room.openTicket('Farewell');
    await room.tag(ticketId, eva);
    await room.untilTold(eva, () => true);

    await room.ada.ask('POST', `/people/${eva.person.id}`, { left: true });

    for (const kind of ['notification', 'notifyDelivery'] as const) {
      for (const group of [eva.person.id, `${eva.person.id}:unread`]) {
        expect(await room.server.store.records.list(kind, { group, limit: 10 })).toEqual([]);
      }
    }
    expect(await room.server.store.records.find('notifySettings', eva.person.id)).toBeUndefined();
  });

  test('what was told of a customer’s tickets goes with the customer', async () => {
    const eva = await room.somebody('engineer', 'Eva');
    const { body } = await room.ada.ask('POST', '/customers', { name: 'Hooli' });
    const { id } = (body as { customer: { id: string } }).customer;
    const ticketId = await room.openTicket('Hooli is down', 'Hooli');
    await room.tag(ticketId, eva);
    await room.untilDelivery(eva, ({ state }) => state === 'delivered');

    await room.ada.ask('POST', `/customers/${id}/erase`, { name: 'Hooli' });

    expect(await toldTo(eva)).toMatchObject({ notifications: [], unread: 0 });
    expect((await eva.ask('GET', '/notifications/deliveries')).body).toMatchObject({ deliveries: [] });
  });

  test('when a play’s time is up those in it are told once', async () => {
    const bo = await room.somebody('agent', 'Bo');
    const ticketId = await room.openTicket('Time-box');
    const startedAt = new Date(Date.now() - 61 * 60_000).toISOString();
    await room.own(ticketId, room.ada);
    const { log } = room.server.store;
    const at = new Date().toISOString();
    const events = [
      { type: 'swarmJoined', ticketId, person: bo.person.id },
      { type: 'playStarted', ticketId, play: { kind: 'backlog', by: room.ada.person.id, at: startedAt, endsAt: at } },
    ] as const;
    // Written by another server: no command starts a play that is over already.
    const seq = (await log.head(room.board)) + 1;
    await log.append([{ board: room.board, seq, commandId: randomUUID(), person: room.ada.person.id, at, events }]);

    await room.untilTold(bo, ({ topic }) => topic === 'playTimeUp');

    const told = (await toldTo(bo)).notifications.filter((one) => one.topic === 'playTimeUp');
    expect(told.map(({ text }) => text)).toEqual(['The time for the backlog swarm is up']);
  });
}
