import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Running, start } from '../../server/compose.ts';
import { readConfig } from '../../server/config.ts';
import type { NotificationDeliveriesReply, NotificationsReply } from '../../shared/protocol/notifications.ts';
import { type MailServer, startMailServer } from '../support/mailServer.ts';
import { type MongoDatabase, describeWithMongo, freshDatabase, sharedMongo } from '../support/mongo.ts';
import { TestPerson } from '../support/person.ts';
import { type TestServer, startServer } from '../support/server.ts';
import { temporaryFolder } from '../support/temporary.ts';

const emailOf = ({ person }: TestPerson) => `${person.name.toLowerCase().replace(' ', '.')}@board.example`;

async function run(ada: TestPerson, board: string, command: object): Promise<void> {
  const { status, body } = await ada.ask('POST', '/commands', { board, id: randomUUID(), command });
  expect([status, body]).toMatchObject([200, {}]);
}

async function tag(ada: TestPerson, board: string, { person }: TestPerson): Promise<void> {
  await run(ada, board, { type: 'openTicket', title: 'Down', customer: 'Acme' });
  const target = { kind: 'person', person: person.id };
  await run(ada, board, { type: 'raiseTag', ticketId: `${board}-1`, target, ask: 'Look', blocked: true });
}

async function withMail(ada: TestPerson, url: string): Promise<TestPerson> {
  const eva = await TestPerson.signIn(url, `Eva ${randomUUID().slice(0, 8)}`, 'engineer');
  const email = emailOf(eva);
  await ada.ask('POST', `/people/${eva.person.id}`, { email });
  return eva;
}

async function untilDelivery(eva: TestPerson, state: string): Promise<NotificationDeliveriesReply['deliveries'][0]> {
  for (;;) {
    const { body } = await eva.ask('GET', '/notifications/deliveries');
    const found = (body as NotificationDeliveriesReply).deliveries.find((one) => one.state === state);
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function told(eva: TestPerson): Promise<NotificationsReply> {
  return (await eva.ask('GET', '/notifications')).body as NotificationsReply;
}

describe('a server that is killed, on the embedded store', () => {
  killSuite(() => ({}));
});

describeWithMongo(`a server that is killed, on ${sharedMongo?.name ?? 'no MongoDB server'}`, () => {
  let database: MongoDatabase;
  beforeAll(() => {
    database = freshDatabase('notifications-kill');
  });
  afterAll(() => database.drop());
  killSuite(() => ({ MONGODB_URL: database.url }));
});

function killSuite(env: () => Record<string, string>): void {
  let server: TestServer;
  let mail: MailServer;
  let ada: TestPerson;
  let eva: TestPerson;
  let board: string;

  beforeEach(async () => {
    mail = await startMailServer();
    server = await startServer({ env: { ...env(), ...mail.settings } });
    ada = await TestPerson.signIn(server.url, 'Ada', 'admin');
    eva = await withMail(ada, server.url);
    board = await ada.createBoard(`Kill ${randomUUID().slice(0, 8)}`);
  });
  afterEach(async () => {
    await server.stop();
    await mail.stop();
  });

  test('right after the event tells it when it is back, once', async () => {
    await tag(ada, board, eva);
    await server.kill9();
    await server.restart();

    await untilDelivery(eva, 'delivered');

    expect((await told(eva)).notifications.map(({ topic }) => topic)).toEqual(['tagged']);
    expect(mail.received()).toHaveLength(1);
  });

  test('between keeping and sending sends it when it is back, though the mail server was down', async () => {
    mail.setDown(true);
    await tag(ada, board, eva);
    const waiting = await untilDelivery(eva, 'waiting');
    await server.kill9();
    mail.setDown(false);
    await server.restart();

    const delivered = await untilDelivery(eva, 'delivered');

    expect([delivered.id, (await told(eva)).unread]).toEqual([waiting.id, 1]);
    expect(mail.received().map(({ to }) => to)).toEqual([[emailOf(eva)]]);
  });
}

describe('without a mail server', () => {
  let running: Running;

  beforeAll(async () => {
    running = await start(readConfig({ PORT: '0', SWARMBOARD_DEV: '1', DATA_DIR: temporaryFolder('data') }));
  });
  afterAll(() => running.stop());

  test('people are told in the app, and a test by e-mail says what is missing', async () => {
    const ada = await TestPerson.signIn(running.url, 'Ada', 'admin');
    const eva = await withMail(ada, running.url);
    const board = await ada.createBoard('No mail');

    await tag(ada, board, eva);
    while ((await told(eva)).unread === 0) await new Promise((resolve) => setTimeout(resolve, 50));

    expect((await eva.ask('GET', '/notifications/deliveries')).body).toMatchObject({ deliveries: [] });
    expect((await eva.ask('GET', '/notifications/settings')).body).toMatchObject({
      canMail: false,
      email: emailOf(eva),
    });
    const { status, body } = await eva.ask('POST', '/notifications/test', { channel: 'email' });
    expect([status, body]).toMatchObject([409, { error: { code: 'mailNotSetUp' } }]);
  });
});

describeWithMongo('on two servers', () => {
  let database: MongoDatabase;
  let mail: MailServer;
  let servers: Running[];

  beforeAll(async () => {
    database = freshDatabase('notifications-two');
    mail = await startMailServer();
    const env = { ...mail.settings, PORT: '0', SWARMBOARD_DEV: '1', MONGODB_URL: database.url };
    const startOne = () =>
      start(readConfig({ ...env, SESSION_SECRET: 'x'.repeat(40), DATA_DIR: temporaryFolder('data') }));
    servers = [await startOne(), await startOne()];
  });
  afterAll(async () => {
    for (const server of servers) await server.stop();
    await mail.stop();
    await database.drop();
  });

  test('each is told once, and on the pages of every server', async () => {
    const ada = await TestPerson.signIn(servers[0]!.url, 'Ada', 'admin');
    const here = await withMail(ada, servers[0]!.url);
    const there = await TestPerson.signIn(servers[1]!.url, here.person.name);
    const pages = [await here.connect(), await there.connect()];
    const pushed = pages.map(({ socket }) => {
      return new Promise<string>((resolve) => socket.once('notified', ({ notification }) => resolve(notification.id)));
    });
    const board = await ada.createBoard('Two');

    await tag(ada, board, here);
    const [one, other] = await Promise.all(pushed);
    await untilDelivery(here, 'delivered');

    expect(one).toBe(other);
    expect((await told(there)).notifications.map(({ id }) => id)).toEqual([one]);
    expect(mail.received()).toHaveLength(1);
    for (const page of pages) page.close();
  });
});
