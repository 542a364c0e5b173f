import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { isSigned } from '../../server/commands/webhookSignature.ts';
import { type Running, start } from '../../server/compose.ts';
import { readConfig } from '../../server/config.ts';
import type { Command } from '../../shared/domain/commands.ts';
import {
  type DeliveriesReply,
  type Delivery,
  type DeliveryReply,
  type WebhookMade,
  type WebhooksReply,
  webhookTopics,
} from '../../shared/protocol/machines.ts';
import { type MongoDatabase, describeWithMongo, freshDatabase, sharedMongo } from '../support/mongo.ts';
import { TestPerson } from '../support/person.ts';
import { Receiver } from '../support/receiver.ts';
import { temporaryFolder } from '../support/temporary.ts';

describe('on the embedded store', () => {
  outboundSuite(() => ({}));
});

describeWithMongo(`on ${sharedMongo?.name ?? 'no MongoDB server'}`, () => {
  let database: MongoDatabase;
  beforeAll(() => {
    database = freshDatabase('webhooks-out');
  });
  afterAll(() => database.drop());
  outboundSuite(() => ({ MONGODB_URL: database.url }));
});

function outboundSuite(settings: () => Record<string, string>): void {
  let running: Running;
  let ada: TestPerson;
  let board: string;
  let receiver: Receiver;
  let made: WebhookMade;

  beforeAll(async () => {
    const env = { PORT: '0', DATA_DIR: temporaryFolder('data'), SWARMBOARD_DEV: '1', ...settings() };
    running = await start(readConfig(env));
    ada = await TestPerson.signIn(running.url, 'Ada');
  });
  afterAll(() => running.stop());
  beforeEach(async () => {
    receiver = await Receiver.start();
    board = await ada.createBoard(`Out ${randomUUID().slice(0, 8)}`);
    await run({ type: 'openTicket', title: 'From before', customer: 'Acme' });
    made = await add({});
  });
  afterEach(async () => {
    await ada.ask('DELETE', path());
    await receiver.close();
  });

  const path = (more = '') => `/webhooks/${made.webhook.id}${more}`;

  async function add(more: object): Promise<WebhookMade> {
    const wanted = { direction: 'out', name: 'CRM', url: receiver.url, topics: webhookTopics, board, ...more };
    const { status, body } = await ada.ask('POST', '/webhooks', wanted);
    expect([status, body]).toMatchObject([200, {}]);
    return body as WebhookMade;
  }

  async function run(command: Command): Promise<void> {
    const { status, body } = await ada.ask('POST', '/commands', { board, id: randomUUID(), command });
    expect([status, body]).toMatchObject([200, {}]);
  }

  async function deliveries(): Promise<readonly Delivery[]> {
    return ((await ada.ask('GET', path('/deliveries'))).body as DeliveriesReply).deliveries;
  }

  async function untilDelivery(matches: (delivery: Delivery) => boolean): Promise<Delivery> {
    for (;;) {
      const found = (await deliveries()).find(matches);
      if (found) return found;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  const ticketId = () => `${board}-1`;

  test('what happens is told, signed, in order, with the facts of the moment; what was before is not', async () => {
    await run({ type: 'editTicket', ticketId: ticketId(), changes: { title: 'Renamed' } });
    await run({ type: 'moveTicket', ticketId: ticketId(), columnId: 'resolved' });
    await run({ type: 'moveTicket', ticketId: ticketId(), columnId: 'triage' });
    await run({ type: 'postMessage', ticketId: ticketId(), audience: 'internal', text: 'Between us.' });

    await receiver.until(() => receiver.letters.length >= 6);

    const { told, letters } = receiver;
    expect(told.map(({ topic }) => topic)).toEqual([
      'ticket.edited',
      'ticket.moved',
      'ticket.resolved',
      'ticket.moved',
      'ticket.reopened',
      'ticket.message_posted',
    ]);
    expect(told[0]).toMatchObject({
      board: { id: board },
      ticket: { id: ticketId(), title: 'Renamed', customer: 'Acme', url: `${running.url}/tickets/${ticketId()}` },
      by: { id: ada.person.id, name: 'Ada' },
    });
    expect(told.map(({ id }) => id)).toEqual(letters.map(({ id }) => id));
    expect(letters.every((letter) => isSigned(made.secret, letter, letter.signature))).toBe(true);
    expect(JSON.stringify(told)).not.toContain('Between us');
    expect(new Set(letters.map(({ id }) => id)).size).toBe(6);
  });

  test('only the topics that were asked for, of the board that was asked for', async () => {
    await ada.ask('POST', path(), { topics: ['ticket.opened'] });
    const here = board;
    board = await ada.createBoard(`Else ${randomUUID().slice(0, 8)}`);
    await run({ type: 'openTicket', title: 'Elsewhere', customer: 'Acme' });
    board = here;
    await run({ type: 'editTicket', ticketId: ticketId(), changes: { title: 'Renamed' } });
    await run({ type: 'openTicket', title: 'Here', customer: 'Acme' });

    await receiver.until(() => receiver.letters.length >= 1);

    expect(receiver.told.map(({ topic, ticket }) => [topic, ticket.title])).toEqual([['ticket.opened', 'Here']]);
    await untilDelivery(({ state }) => state === 'delivered');
    expect(await deliveries()).toHaveLength(1);
  });

  test('a webhook that follows more boards from now on is told nothing of what they had before', async () => {
    const here = board;
    board = await ada.createBoard(`Else ${randomUUID().slice(0, 8)}`);
    await run({ type: 'openTicket', title: 'Before', customer: 'Acme' });
    await ada.ask('POST', path(), { board: null });

    await run({ type: 'openTicket', title: 'After', customer: 'Acme' });
    await receiver.until(() => receiver.letters.length >= 1);

    expect(receiver.told.map(({ ticket }) => ticket.title)).toEqual(['After']);
    board = here;
  });

  test('a failed try is repeated under the same id, and later news of the ticket waits behind it', async () => {
    let failures = 1;
    receiver.answer = (_letter, response) => response.writeHead(failures-- > 0 ? 500 : 204).end('Not now');
    await run({ type: 'editTicket', ticketId: ticketId(), changes: { title: 'One' } });
    await run({ type: 'editTicket', ticketId: ticketId(), changes: { title: 'Two' } });

    await receiver.until(() => receiver.letters.length >= 3);

    expect(receiver.told.map(({ ticket }) => ticket.title)).toEqual(['One', 'One', 'Two']);
    expect(receiver.letters[0]?.id).toBe(receiver.letters[1]?.id);
    const repeated = await untilDelivery(({ tries, state }) => tries.length === 2 && state === 'delivered');
    expect(repeated.tries).toMatchObject([
      { status: 500, problem: 'Not now' },
      { status: 204, problem: null },
    ]);
  });

  test('a redirect is not followed, and nothing is sent where it points', async () => {
    const inside = await Receiver.start();
    receiver.answer = (_letter, response) => response.writeHead(307, { location: inside.url }).end();

    const { body } = await ada.ask('POST', path('/test'));

    expect((body as DeliveryReply).delivery).toMatchObject({ state: 'failed', tries: [{ status: 307 }] });
    expect(inside.letters).toEqual([]);
    await inside.close();
  });

  test('a receiver that is gone for good pauses its webhook', async () => {
    receiver.answer = (_letter, response) => response.writeHead(410).end();
    await run({ type: 'editTicket', ticketId: ticketId(), changes: { title: 'One' } });
    await untilDelivery(({ state }) => state === 'failed');

    const paused = async () => {
      const { webhooks } = (await ada.ask('GET', '/webhooks')).body as WebhooksReply;
      return webhooks.find(({ id }) => id === made.webhook.id)?.paused;
    };
    while (!(await paused())) await new Promise((resolve) => setTimeout(resolve, 50));
  });

  test('what happens while a webhook is paused is told when it goes on', async () => {
    await ada.ask('POST', path(), { paused: true });
    await run({ type: 'editTicket', ticketId: ticketId(), changes: { title: 'Meanwhile' } });
    expect(receiver.letters).toEqual([]);

    await ada.ask('POST', path(), { paused: false });
    await receiver.until(() => receiver.letters.length >= 1);

    expect(receiver.told[0]?.ticket.title).toBe('Meanwhile');
  });

  test('by hand: a test arrives at once, and a delivery is sent again exactly as it was', async () => {
    const { body } = await ada.ask('POST', path('/test'));
    expect((body as DeliveryReply).delivery).toMatchObject({ topic: 'test', state: 'delivered' });
    await run({ type: 'editTicket', ticketId: ticketId(), changes: { title: 'One' } });
    const first = await untilDelivery(({ topic, state }) => topic === 'ticket.edited' && state === 'delivered');

    const again = await ada.ask('POST', path(`/deliveries/${first.id}`));

    expect((again.body as DeliveryReply).delivery.tries).toHaveLength(2);
    const [, one, two] = receiver.letters;
    expect([two?.id, two?.body]).toEqual([one?.id, one?.body]);
    const elsewhere = await ada.ask('POST', path('/deliveries/nothing'));
    expect([elsewhere.status, elsewhere.body]).toMatchObject([404, { error: { code: 'deliveryNotFound' } }]);
  });

  test('a receiver that does not answer slows nobody on the board', async () => {
    receiver.answer = () => undefined;
    await run({ type: 'editTicket', ticketId: ticketId(), changes: { title: 'One' } });
    await receiver.until(() => receiver.letters.length >= 1);

    const startedAt = performance.now();
    for (let index = 0; index < 10; index += 1) {
      await run({ type: 'editTicket', ticketId: ticketId(), changes: { title: `More ${String(index)}` } });
    }

    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  test.each(['http://169.254.169.254/latest', 'http://10.0.0.1/', 'http://[::ffff:a9fe:a9fe]/', 'http://0x0a000001/'])(
    '[A14] a webhook to %s is not accepted',
    async (url) => {
      const wanted = { direction: 'out', name: 'Inside', url, topics: ['ticket.opened'] };
      const added = await ada.ask('POST', '/webhooks', wanted);
      const changed = await ada.ask('POST', path(), { url });

      expect([added.status, added.body]).toMatchObject([403, { error: { code: 'egressDenied' } }]);
      expect([changed.status, changed.body]).toMatchObject([403, { error: { code: 'egressDenied' } }]);
    },
  );

  test.each(['ftp://example.com/', 'javascript:alert(1)', 'https://user:password@example.com/'])(
    '%s is no address to send to',
    async (url) => {
      const { status } = await ada.ask('POST', path(), { url });

      expect(status).toBe(400);
    },
  );
}
