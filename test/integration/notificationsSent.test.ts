import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { emptyProfile } from '../../shared/domain/person.ts';
import type { NotificationSettingsReply } from '../../shared/protocol/notifications.ts';
import { type MongoDatabase, describeWithMongo, freshDatabase, sharedMongo } from '../support/mongo.ts';
import { Newsroom } from '../support/newsroom.ts';
import { Receiver } from '../support/receiver.ts';

describe('on the embedded store', () => {
  sentSuite(() => ({}));
});

describeWithMongo(`on ${sharedMongo?.name ?? 'no MongoDB server'}`, () => {
  let database: MongoDatabase;
  beforeAll(() => {
    database = freshDatabase('notifications-sent');
  });
  afterAll(() => database.drop());
  sentSuite(() => ({ MONGODB_URL: database.url }));
});

function sentSuite(settings: () => Record<string, string>): void {
  let room: Newsroom;

  beforeAll(async () => {
    room = await Newsroom.open(settings());
  });
  afterAll(() => room.close());

  test('mails about one ticket are one thread, each with a name of its own', async () => {
    const bo = await room.somebody('agent', 'Bo', { matrix: { madeOwner: { email: true } }, gather: 0 });
    const ticketId = await room.openTicket('Threads');

    await room.tag(ticketId, bo);
    await room.own(ticketId, bo);
    const mails = await room.untilMails(bo, 2);

    const [one, other] = mails.map(({ headers }) => headers);
    expect(one?.['references']).toBe(other?.['references']);
    expect(one?.['message-id']).not.toBe(other?.['message-id']);
    expect(one?.['list-unsubscribe']).toContain('/settings/notifications');
  });

  test('e-mails that nobody waits for are gathered into one', async () => {
    const wanted = { madeOwner: { email: true }, customerReplied: { email: true } };
    const bo = await room.somebody('agent', 'Bo', { matrix: wanted, gather: 1 });
    const [one, other] = [await room.openTicket('First'), await room.openTicket('Second')];
    await room.own(one, bo);
    await room.own(other, bo);
    await room.untilTold(bo, ({ ticketId }) => ticketId === other);

    // What is gathered goes out as soon as the first of it is due, which is what no minutes at all mean.
    await bo.ask('POST', '/notifications/settings', { gather: 0 });
    const third = await room.openTicket('Third');
    await room.own(third, bo);
    await room.untilDelivery(bo, ({ state }) => state === 'delivered');

    const [digest, ...more] = room.mailsTo(bo);
    expect(more).toEqual([]);
    expect(digest?.headers['subject']).toBe(`3 notifications: [${one}] [${other}] [${third}]`);
  });

  const clock = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString().slice(11, 16);
  const quietNow = () => ({ ...emptyProfile, quietHours: { from: clock(-1), to: clock(3) } });

  test('quiet hours hold what is sent, not what the app shows; who is blocked does not wait', async () => {
    const quiet = quietNow();
    const eva = await room.somebody('engineer', 'Eva');
    await eva.ask('POST', `/people/${eva.person.id}/profile`, quiet);
    const ticketId = await room.openTicket('At night');
    await room.own(ticketId, room.ada);

    await room.tag(ticketId, eva);
    await room.untilDelivery(eva, ({ state }) => state === 'delivered');
    expect(room.mailsTo(eva)).toHaveLength(1);

    const bo = await room.somebody('agent', 'Bo', { matrix: { madeOwner: { email: true } }, gather: 0 });
    await bo.ask('POST', `/people/${bo.person.id}/profile`, quiet);
    await room.own(ticketId, bo);
    const held = await room.untilDelivery(bo, () => true);
    expect([held.state, held.nextTryAt?.slice(11, 16)]).toEqual(['held', quiet.quietHours.to]);
    expect(room.mailsTo(bo)).toEqual([]);
  });

  test('a mailbox that is not there is given up, one that is busy is tried again', async () => {
    const [gone, busy] = [await room.somebody('engineer', 'Nobody'), await room.somebody('engineer', 'Later')];
    const ticketId = await room.openTicket('Mailboxes');

    await room.tag(ticketId, gone);
    await room.tag(ticketId, busy);

    const failed = await room.untilDelivery(gone, ({ state }) => state === 'failed');
    expect([failed.tries.length, failed.nextTryAt]).toEqual([1, null]);
    expect(failed.tries[0]?.problem).toContain('No such mailbox');
    const delivered = await room.untilDelivery(busy, ({ state }) => state === 'delivered');
    expect(delivered.tries.map(({ problem }) => problem === null)).toEqual([false, true]);
  });

  test('a chat gets it in its own format, at an address that is never shown again', async () => {
    const receiver = await Receiver.start();
    const eva = await room.somebody('engineer', 'Eva', { chat: { format: 'slack', url: receiver.url } });
    const [one, other] = [await room.openTicket('Chat <!channel>'), await room.openTicket('Other')];

    await room.tag(one, eva);
    await receiver.until(() => receiver.letters.length === 1);
    await eva.ask('POST', '/notifications/settings', { chat: { format: 'teams', url: receiver.url } });
    await room.tag(other, eva);
    await receiver.until(() => receiver.letters.length === 2);

    const [slack, teams] = receiver.told as unknown as [Record<string, unknown>, Record<string, unknown>];
    expect(JSON.stringify(slack)).toContain('Chat &lt;!channel&gt;');
    expect(JSON.stringify(slack)).not.toContain('<!channel>');
    expect(slack['blocks']).toHaveLength(2);
    expect(teams).toMatchObject({
      type: 'message',
      attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: { type: 'AdaptiveCard' } }],
    });
    const { body } = await eva.ask('GET', '/notifications/settings');
    expect((body as NotificationSettingsReply).chat).toEqual({ format: 'teams', host: new URL(receiver.url).host });
    expect(JSON.stringify(body)).not.toContain('/hook');
    await receiver.close();
  });

  test.each(['http://169.254.169.254/latest', 'http://10.0.0.1/', 'https://user:secret@example.com/', 'file:///etc'])(
    'a chat at %s is not accepted',
    async (url) => {
      const { status } = await room.ada.ask('POST', '/notifications/settings', { chat: { format: 'slack', url } });

      expect([400, 403]).toContain(status);
    },
  );

  test('a test is sent at once, and says how it went', async () => {
    const bo = await room.somebody('agent', 'Bo');

    const byMail = await bo.ask('POST', '/notifications/test', { channel: 'email' });
    const byChat = await bo.ask('POST', '/notifications/test', { channel: 'chat' });
    const onPage = await bo.ask('POST', '/notifications/test', { channel: 'inApp' });

    expect(byMail).toMatchObject({ status: 200, body: { delivery: { channel: 'email', state: 'delivered' } } });
    expect(byChat).toMatchObject({ status: 400 });
    expect(onPage).toMatchObject({ status: 200, body: { delivery: { state: 'failed' } } });
    expect(room.mailsTo(bo).map(({ headers }) => headers['subject'])).toEqual(['A test from Swarmboard']);
  });
}
