import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Running, start } from '../../server/compose.ts';
import { readConfig } from '../../server/config.ts';
import type { TimelineReply, TicketReply } from '../../shared/protocol/http.ts';
import type { DeliveriesReply, InboundReply, WebhookMade } from '../../shared/protocol/machines.ts';
import { type MongoDatabase, describeWithMongo, freshDatabase, sharedMongo } from '../support/mongo.ts';
import { TestPerson } from '../support/person.ts';
import { sendSigned } from '../support/receiver.ts';
import { temporaryFolder } from '../support/temporary.ts';

describe('on the embedded store', () => {
  const dataDir = () => temporaryFolder('data');
  inboundSuite(() => ({}), dataDir);
});

describeWithMongo(`on ${sharedMongo?.name ?? 'no MongoDB server'}`, () => {
  let database: MongoDatabase;
  const dataDir = () => temporaryFolder('data');
  beforeAll(() => {
    database = freshDatabase('webhooks-in');
  });
  afterAll(() => database.drop());
  // Two servers share a key, as they do in production: it seals what they both have to read.
  inboundSuite(() => ({ MONGODB_URL: database.url, SESSION_SECRET: 'x'.repeat(40) }), dataDir);
});

function inboundSuite(settings: () => Record<string, string>, dataDir: () => string): void {
  let running: Running;
  let env: Record<string, string>;
  let ada: TestPerson;
  let made: WebhookMade;
  let board: string;

  beforeAll(async () => {
    env = { PORT: '0', DATA_DIR: dataDir(), SWARMBOARD_DEV: '1', ...settings() };
    running = await start(readConfig(env));
    ada = await TestPerson.signIn(running.url, 'Ada');
    board = await ada.createBoard('Inbound');
    made = (await ada.ask('POST', '/webhooks', { direction: 'in', name: 'Shop', board })).body as WebhookMade;
  });
  afterAll(() => running.stop());

  const aTicket = (key: string) => ({ key, title: 'Card declined', customer: 'Acme', priority: 'high' });

  function send(body: unknown, more: { id?: string; timestamp?: number; url?: string } = {}, change = {}) {
    const { id = randomUUID(), url = made.webhook.url, ...rest } = more;
    return sendSigned({ url, secret: made.secret, body, id, ...rest }, change);
  }

  async function sent(body: unknown, more: Parameters<typeof send>[1] = {}): Promise<InboundReply> {
    const answer = await send(body, more);
    expect(answer, JSON.stringify(answer.body)).toMatchObject({ status: 200 });
    return answer.body as InboundReply;
  }

  async function ticketsFor(key: string): Promise<number> {
    const entries = await running.store.log.read(board, { after: 0, limit: 10_000 });
    return entries.flatMap(({ events }) => events).filter((one) => 'description' in one && one.description === key)
      .length;
  }

  async function eventsOf(ticketId: string): Promise<string[]> {
    const { events } = (await ada.ask('GET', `/tickets/${ticketId}/timeline`)).body as TimelineReply;
    return events.map(({ event }) => event.type);
  }

  async function deliveries(): Promise<DeliveriesReply['deliveries']> {
    const { body } = await ada.ask('GET', `/webhooks/${made.webhook.id}/deliveries`);
    return (body as DeliveriesReply).deliveries;
  }

  test('the first delivery for a key opens a ticket, later ones change it and pass on what the customer wrote', async () => {
    const { ticketId, repeated } = await sent({ ...aTicket('order-1'), description: 'It says 402.' });

    const second = await sent({ key: 'order-1', priority: 'urgent', message: 'Any news?' });

    expect([repeated, second]).toEqual([false, { ticketId, repeated: false }]);
    expect(await eventsOf(ticketId)).toEqual(['ticketOpened', 'ticketEdited', 'messagePosted']);
    const { ticket, description } = (await ada.ask('GET', `/tickets/${ticketId}`)).body as TicketReply;
    expect([ticket.title, ticket.priority, description]).toEqual(['Card declined', 'urgent', 'It says 402.']);
    const [opened] = await running.store.log.ofTicket(board, ticketId);
    expect(opened).toMatchObject({ person: made.webhook.person, entrance: { door: 'webhook' } });
  });

  test('what is not said again does not change, and the same words again are no edit', async () => {
    const { ticketId } = await sent({ ...aTicket('order-2'), description: 'Once.' });

    await sent({ key: 'order-2', title: 'Card declined', description: 'Once.' });

    expect(await eventsOf(ticketId)).toEqual(['ticketOpened']);
  });

  test('[A13] the same delivery again gets its first answer, and nothing happens again', async () => {
    const body = { ...aTicket('order-3'), message: 'Help!' };
    const id = randomUUID();
    const first = await sent(body, { id });

    const again = await sent(body, { id, timestamp: Math.floor(Date.now() / 1000) - 60 });

    expect(again).toEqual({ ...first, repeated: true });
    expect(await eventsOf(first.ticketId)).toEqual(['ticketOpened', 'messagePosted']);
  });

  test('[A13] the same delivery many times at once has one effect', async () => {
    const body = { ...aTicket('order-4'), message: 'Help!' };
    const id = randomUUID();

    const answers = await Promise.all(Array.from({ length: 8 }, () => sent(body, { id })));

    expect(new Set(answers.map(({ ticketId }) => ticketId)).size).toBe(1);
    expect(answers.filter(({ repeated }) => !repeated)).toHaveLength(1);
    expect(await eventsOf(answers[0]!.ticketId)).toEqual(['ticketOpened', 'messagePosted']);
  });

  test('[A13] the same delivery after a restart, and after what was known of it is gone, has one effect', async () => {
    const body = { ...aTicket('order-5'), message: 'Help!' };
    const id = randomUUID();
    const first = await sent(body, { id });
    await running.stop();
    running = await start(readConfig({ ...env, PORT: new URL(running.url).port }));

    const again = await sent(body, { id });

    expect(again).toEqual({ ...first, repeated: true });
    const hash = createHash('sha256').update(id).digest('hex');
    expect(await running.store.records.remove('inbound', `in:${made.webhook.id}:${hash}`)).toBe(true);
    const muchLater = await sent(body, { id });
    expect(muchLater.ticketId).toBe(first.ticketId);
    expect(await eventsOf(first.ticketId)).toEqual(['ticketOpened', 'messagePosted']);
  });

  test('[A13] a stale time is refused, in both directions', async () => {
    const now = Math.floor(Date.now() / 1000);
    const before = await running.store.log.head(board);

    for (const timestamp of [now - 310, now + 310, 0]) {
      const { status, body } = await send(aTicket('stale'), { timestamp });
      expect([status, body]).toMatchObject([401, { error: { code: 'signatureNotGood' } }]);
    }
    expect(await running.store.log.head(board)).toBe(before);
  });

  test('[A13] one changed byte is refused, wherever it is', async () => {
    const body = JSON.stringify(aTicket('changed'));
    const before = await running.store.log.head(board);

    const answers = [
      await send(body, {}, { body: body.replace('Acme', 'Acmf') }),
      await send(body, {}, { headers: { 'webhook-id': 'msg_other' } }),
      await send(body, {}, { headers: { 'webhook-timestamp': String(Math.floor(Date.now() / 1000) - 1) } }),
      await send(body, {}, { headers: { 'webhook-signature': '' } }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401]);
    expect(await running.store.log.head(board)).toBe(before);
  });

  test('[A13] another body under an id that was taken in is refused', async () => {
    const id = randomUUID();
    await sent(aTicket('order-6'), { id });

    const { status, body } = await send({ ...aTicket('order-6'), title: 'Other' }, { id });

    expect([status, body]).toMatchObject([409, { error: { code: 'deliveryDiffers' } }]);
  });

  test('an address nobody has and a signature that is not good are answered alike', async () => {
    const unknown = await send(aTicket('x'), { url: made.webhook.url.replace(/[^/]+$/, 'mi0000000nobody') });
    const unsigned = await send(aTicket('x'), {}, { headers: { 'webhook-signature': 'v1,bm90IGl0' } });

    expect(unknown).toEqual(unsigned);
    expect(unknown.status).toBe(401);
  });

  test('two first deliveries for a key at the same moment open one ticket, and both are heard', async () => {
    const bodies = Array.from({ length: 6 }, (_, index) => ({
      ...aTicket('order-7'),
      description: 'race',
      message: `Message ${String(index)}`,
    }));

    const answers = await Promise.all(bodies.map((body) => sent(body)));

    expect(new Set(answers.map(({ ticketId }) => ticketId)).size).toBe(1);
    expect(await ticketsFor('race')).toBe(1);
    const types = await eventsOf(answers[0]!.ticketId);
    expect(types.filter((type) => type === 'messagePosted')).toHaveLength(6);
  });

  test('a first delivery without what a ticket needs names it, and may be corrected under the same id', async () => {
    const id = randomUUID();
    const { status, body } = await send({ key: 'order-8', message: 'Hello' }, { id });

    expect(status).toBe(400);
    expect(JSON.stringify(body)).toMatch(/title.*customer/);
    const corrected = await sent({ ...aTicket('order-8'), message: 'Hello' }, { id });
    expect(corrected.repeated).toBe(false);
  });

  test.each([
    ['no JSON', '{"key"', 400],
    ['a field nobody knows', { ...aTicket('x'), owner: 'ada' }, 400],
    ['far too much', { ...aTicket('x'), description: 'x'.repeat(300_000) }, 413],
  ])('%s is refused', async (_what, body, status) => {
    expect((await send(body)).status).toBe(status);
  });

  test('every delivery is in the log, refused ones too, and no secret is', async () => {
    await sent(aTicket('order-9'));
    await send(aTicket('order-9'), { timestamp: 1 });

    const [refused, taken] = await deliveries();

    expect(refused).toMatchObject({ state: 'refused', tries: [{ status: 401 }] });
    expect(taken).toMatchObject({ state: 'delivered', tries: [{ status: 200, problem: null }] });
    expect(JSON.parse(taken!.body)).toEqual(aTicket('order-9'));
    const kept = await running.store.records.list('webhook', { group: '', limit: 10 });
    expect(JSON.stringify([kept, await deliveries()])).not.toContain(made.secret.slice(6));
  });

  test('a renewed secret is the only one that counts', async () => {
    const old = made.secret;
    const url = `/webhooks/${made.webhook.id}/secret`;
    made = (await ada.ask('POST', url)).body as WebhookMade;

    expect(made.secret).not.toBe(old);
    expect(
      (await sendSigned({ url: made.webhook.url, secret: old, body: aTicket('n'), id: randomUUID() })).status,
    ).toBe(401);
    await sent(aTicket('order-10'));
  });

  test('a paused webhook takes nothing in and says so; a removed one is as if it had never been', async () => {
    const path = `/webhooks/${made.webhook.id}`;
    await ada.ask('POST', path, { paused: true });
    const paused = await send(aTicket('order-11'));
    await ada.ask('POST', path, { paused: false });
    await sent(aTicket('order-11'));

    await ada.ask('DELETE', path);

    expect([paused.status, paused.body]).toMatchObject([503, { error: { code: 'webhookPaused', retryable: true } }]);
    expect((await send(aTicket('order-12'))).status).toBe(401);
    expect((await ada.ask('GET', `${path}/deliveries`)).status).toBe(404);
    expect(await running.store.records.list('delivery', { group: made.webhook.id, limit: 10 })).toEqual([]);
  });
}
