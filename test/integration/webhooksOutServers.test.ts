import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Running, start } from '../../server/compose.ts';
import { readConfig } from '../../server/config.ts';
import type { DeliveriesReply, WebhookMade } from '../../shared/protocol/machines.ts';
import { type MongoDatabase, describeWithMongo, freshDatabase, sharedMongo } from '../support/mongo.ts';
import { TestPerson } from '../support/person.ts';
import { Receiver } from '../support/receiver.ts';
import { type TestServer, startServer } from '../support/server.ts';
import { temporaryFolder } from '../support/temporary.ts';

const topics = ['ticket.opened', 'ticket.edited'];

async function open(ada: TestPerson, board: string, title: string): Promise<void> {
  const command = { type: 'openTicket', title, customer: 'Acme' };
  const { status } = await ada.ask('POST', '/commands', { board, id: randomUUID(), command });
  expect(status).toBe(200);
}

async function addWebhook(ada: TestPerson, url: string): Promise<string> {
  const { body } = await ada.ask('POST', '/webhooks', { direction: 'out', name: 'CRM', url, topics });
  return (body as WebhookMade).webhook.id;
}

describe('a server that is killed, on the embedded store', () => {
  killSuite(() => ({}));
});

describeWithMongo(`a server that is killed, on ${sharedMongo?.name ?? 'no MongoDB server'}`, () => {
  let database: MongoDatabase;
  beforeAll(() => {
    database = freshDatabase('webhooks-kill');
  });
  afterAll(() => database.drop());
  killSuite(() => ({ MONGODB_URL: database.url }));
});

function killSuite(env: () => Record<string, string>): void {
  let server: TestServer;
  let receiver: Receiver;
  let ada: TestPerson;
  let board: string;
  let webhook: string;

  beforeEach(async () => {
    server = await startServer({ env: env() });
    receiver = await Receiver.start();
    ada = await TestPerson.signIn(server.url, 'Ada');
    board = await ada.createBoard(`Kill ${randomUUID().slice(0, 8)}`);
    webhook = await addWebhook(ada, receiver.url);
  });
  afterEach(async () => {
    await ada.ask('DELETE', `/webhooks/${webhook}`);
    await server.stop();
    await receiver.close();
  });

  test('right after the event tells it when it is back', async () => {
    await open(ada, board, 'Before the crash');
    await server.kill9();
    await server.restart();

    await receiver.until(() => receiver.letters.length >= 1);

    expect(receiver.told[0]?.ticket.title).toBe('Before the crash');
  });

  test('while it was telling tells it again, under the same id, and goes on', async () => {
    receiver.answer = () => undefined;
    await open(ada, board, 'While telling');
    await receiver.until(() => receiver.letters.length === 1);
    await server.kill9();
    receiver.answer = (_letter, response) => response.writeHead(204).end();
    await server.restart();
    await open(ada, board, 'After it');

    await receiver.until(() => receiver.letters.length === 3);

    // Tickets do not wait for each other: which of the two comes first then is open.
    const titles = receiver.told.map(({ ticket }) => ticket.title);
    expect(titles.toSorted()).toEqual(['After it', 'While telling', 'While telling']);
    const again = receiver.letters[titles.lastIndexOf('While telling')];
    expect([again?.id, again?.body]).toEqual([receiver.letters[0]?.id, receiver.letters[0]?.body]);
  });
}

describeWithMongo('on two servers', () => {
  let database: MongoDatabase;
  let servers: Running[];
  let receiver: Receiver;

  beforeAll(async () => {
    database = freshDatabase('webhooks-out-two');
    const env = { PORT: '0', SWARMBOARD_DEV: '1', MONGODB_URL: database.url, SESSION_SECRET: 'x'.repeat(40) };
    servers = [
      await start(readConfig({ ...env, DATA_DIR: temporaryFolder('data') })),
      await start(readConfig({ ...env, DATA_DIR: temporaryFolder('data') })),
    ];
    receiver = await Receiver.start();
  });
  afterAll(async () => {
    for (const server of servers) await server.stop();
    await receiver.close();
    await database.drop();
  });

  test('each event is told once, whichever server it happened on', async () => {
    const [one, other] = servers;
    const ada = await TestPerson.signIn(one!.url, 'Ada');
    const alsoAda = await TestPerson.signIn(other!.url, 'Ada');
    const board = await ada.createBoard('Two');
    const webhook = await addWebhook(ada, receiver.url);

    // Slow enough for the other server to look, several times, at what is still on its way.
    receiver.answer = (_letter, response) => setTimeout(() => response.writeHead(204).end(), 2_500);
    const titles = Array.from({ length: 6 }, (_, index) => `Ticket ${String(index)}`);

    await Promise.all(titles.map((title, index) => open(index % 2 === 0 ? ada : alsoAda, board, title)));
    for (;;) {
      const { body } = await ada.ask('GET', `/webhooks/${webhook}/deliveries?limit=100`);
      const { deliveries } = body as DeliveriesReply;
      if (deliveries.length === titles.length && deliveries.every(({ state }) => state === 'delivered')) break;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }

    expect(receiver.told.map(({ ticket }) => ticket.title).sort()).toEqual([...titles].sort());
    expect(new Set(receiver.letters.map(({ id }) => id)).size).toBe(titles.length);
  });
});
