import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Running, start } from '../../server/compose.ts';
import { readConfig } from '../../server/config.ts';
import type { WebhookMade } from '../../shared/protocol/machines.ts';
import { type MongoDatabase, describeWithMongo, freshDatabase } from '../support/mongo.ts';
import { TestPerson } from '../support/person.ts';
import { sendSigned } from '../support/receiver.ts';
import { temporaryFolder } from '../support/temporary.ts';

describeWithMongo('on two servers', () => {
  let database: MongoDatabase;
  let servers: Running[];
  beforeAll(async () => {
    database = freshDatabase('webhooks-in-two');
    const env = { PORT: '0', SWARMBOARD_DEV: '1', MONGODB_URL: database.url, SESSION_SECRET: 'x'.repeat(40) };
    servers = [
      await start(readConfig({ ...env, DATA_DIR: temporaryFolder('data') })),
      await start(readConfig({ ...env, DATA_DIR: temporaryFolder('data') })),
    ];
  });
  afterAll(async () => {
    for (const server of servers) await server.stop();
    await database.drop();
  });

  test('[A13] the same delivery to both at once has one effect', async () => {
    const [one, other] = servers;
    const ada = await TestPerson.signIn(one!.url, 'Ada');
    const board = await ada.createBoard('Two');
    const made = (await ada.ask('POST', '/webhooks', { direction: 'in', name: 'Shop', board })).body as WebhookMade;
    const path = new URL(made.webhook.url).pathname;
    const body = { key: 'k', title: 'Card declined', customer: 'Acme', message: 'Help!' };
    const id = randomUUID();

    const answers = await Promise.all(
      [one, other, one, other].map((server) => sendSigned({ url: server!.url + path, secret: made.secret, body, id })),
    );

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const entries = await one!.store.log.read(board, { after: 0, limit: 100 });
    const types = entries.flatMap(({ events }) => events).map(({ type }) => type);
    expect(types).toEqual(['boardCreated', 'ticketOpened', 'messagePosted']);
  });
});
