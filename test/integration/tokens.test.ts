import { io } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Running, start } from '../../server/compose.ts';
import { readConfig } from '../../server/config.ts';
import type { Capability } from '../../shared/domain/permissions.ts';
import type { TokenMade, TokensReply } from '../../shared/protocol/machines.ts';
import { protocolVersion } from '../../shared/protocol/version.ts';
import { type MongoDatabase, describeWithMongo, freshDatabase, sharedMongo } from '../support/mongo.ts';
import { type Answer, TestPerson } from '../support/person.ts';
import { temporaryFolder } from '../support/temporary.ts';

describe('on the embedded store', () => {
  tokensSuite(() => ({}));
});

describeWithMongo(`on ${sharedMongo?.name ?? 'no MongoDB server'}`, () => {
  let database: MongoDatabase;
  beforeAll(() => {
    database = freshDatabase('tokens');
  });
  afterAll(() => database.drop());
  tokensSuite(() => ({ MONGODB_URL: database.url }));
});

function tokensSuite(settings: () => Record<string, string>): void {
  let running: Running;
  let ada: TestPerson;
  let board: string;

  beforeAll(async () => {
    const env = { PORT: '0', DATA_DIR: temporaryFolder('data'), SWARMBOARD_DEV: '1', ...settings() };
    running = await start(readConfig(env));
    ada = await TestPerson.signIn(running.url, 'Ada');
    board = await ada.createBoard('Machines');
  });
  afterAll(() => running.stop());

  async function create(
    scopes: readonly Capability[],
    more: { name?: string; days?: number } = {},
  ): Promise<TokenMade> {
    const { status, body } = await ada.ask('POST', '/tokens', { name: 'Robot', days: 30, ...more, scopes });
    expect(status).toBe(200);
    return body as TokenMade;
  }

  async function ask(secret: string, method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await fetch(`${running.url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json() };
  }

  const open = (id: string) => ({ board, id, command: { type: 'openTicket', title: 'By a robot', customer: 'Acme' } });

  test('a token acts as a machine of its own, within its scopes', async () => {
    const { secret, token } = await create(['readBoards', 'workTickets']);

    expect(secret).toMatch(/^swb_[A-Za-z0-9_-]{43}$/);
    expect(secret.startsWith(token.start)).toBe(true);
    expect((await ask(secret, 'POST', '/commands', open('robot-opens-one'))).status).toBe(200);
    const entry = await running.store.log.findCommand(board, 'robot-opens-one');
    expect(entry).toMatchObject({ person: token.person, entrance: { door: 'api' } });
    const { status, body } = await ask(secret, 'POST', '/boards', { title: 'No' });
    expect([status, body]).toMatchObject([403, { error: { code: 'notAllowed' } }]);
  });

  test('nobody can give what they do not have', async () => {
    const bo = await TestPerson.signIn(running.url, 'Bo', 'agent');
    await ada.ask('POST', `/people/${bo.person.id}`, { capabilities: ['readBoards', 'manageMachines'] });

    const more = await bo.ask('POST', '/tokens', { name: 'More', scopes: ['readBoards', 'eraseCustomers'], days: 1 });
    const same = await bo.ask('POST', '/tokens', { name: 'Same', scopes: ['readBoards'], days: 1 });

    expect([more.status, more.body]).toMatchObject([403, { error: { details: { missing: ['eraseCustomers'] } } }]);
    expect(same.status).toBe(200);
  });

  test.each(['managePeople', 'manageMachines'])('no token can %s', async (scope) => {
    const { status, body } = await ada.ask('POST', '/tokens', { name: 'Too much', scopes: [scope], days: 1 });

    expect([status, body]).toMatchObject([400, { error: { code: 'invalidInput' } }]);
  });

  test('the list tells when a token was used, and never its secret', async () => {
    const { secret, token } = await create(['readBoards']);
    await ask(secret, 'GET', '/boards');

    const reply = await ada.ask('GET', '/tokens');

    const [latest] = (reply.body as TokensReply).tokens;
    expect(latest).toMatchObject({ id: token.id, name: 'Robot', by: ada.person.id });
    expect(latest?.usedAt).toMatch(/T\d\d:\d\d:00\.000Z$/);
    expect(JSON.stringify(reply.body)).not.toContain(secret);
    const kept = await running.store.records.list('token', { group: '', limit: 100 });
    expect(JSON.stringify(kept)).not.toContain(secret);
  });

  test('a token that has run out, or is not one, lets nobody in', async () => {
    const { secret, token } = await create(['readBoards'], { days: 1 });
    const kept = (await running.store.records.list('token', { group: '', limit: 100 })).find(
      ({ value }) => (value as { id: string }).id === token.id,
    );
    await running.store.records.put('token', {
      id: kept!.id,
      value: { ...(kept!.value as object), expiresAt: '2020-01-01T00:00:00.000Z' },
    });

    for (const one of [secret, `${secret}x`, secret.slice(4), 'swb_', '']) {
      expect((await ask(one, 'GET', '/boards')).status, one).toBe(401);
    }
  });

  test('a revoked token is out at once, its machine has left, and revoking again finds nothing', async () => {
    const { secret, token } = await create(['readBoards']);
    expect((await ask(secret, 'GET', '/boards')).status).toBe(200);

    const revoked = await ada.ask('DELETE', `/tokens/${token.id}`);

    expect(revoked.status).toBe(200);
    expect((await ask(secret, 'GET', '/boards')).status).toBe(401);
    const again = await ada.ask('DELETE', `/tokens/${token.id}`);
    expect([again.status, again.body]).toMatchObject([404, { error: { code: 'tokenNotFound' } }]);
    const events = (await running.store.log.read('@access', { after: 0, limit: 1000 })).flatMap(
      (entry) => entry.events,
    );
    expect(events).toContainEqual({ type: 'tokenRevoked', token: token.id });
  });

  test('[A7] a live connection by token is cut within two seconds of its revocation', async () => {
    const { secret, token } = await create(['readBoards']);
    const socket = io(running.url, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      auth: { protocol: protocolVersion },
      extraHeaders: { authorization: `Bearer ${secret}` },
    });
    await new Promise((resolve, reject) => {
      socket.once('connect', () => {
        resolve(undefined);
      });
      socket.once('connect_error', reject);
    });
    const cut = new Promise((resolve) => socket.once('disconnect', resolve));
    const startedAt = performance.now();

    await ada.ask('DELETE', `/tokens/${token.id}`);
    await cut;

    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  test('who may not manage machines sees and makes none', async () => {
    const cy = await TestPerson.signIn(running.url, 'Cy', 'agent');

    expect((await cy.ask('GET', '/tokens')).status).toBe(403);
    expect((await cy.ask('POST', '/tokens', { name: 'Mine', scopes: ['readBoards'], days: 1 })).status).toBe(403);
    expect((await cy.ask('DELETE', '/tokens/any')).status).toBe(403);
  });

  test('a machine can be neither tagged nor made an owner', async () => {
    const { token } = await create(['readBoards', 'workTickets', 'investigate']);
    await ada.ask('POST', '/commands', open('for-a-machine'));
    const ticketId = `${board}-1`;
    const say = (id: string, command: object) => ada.ask('POST', '/commands', { board, id, command });

    const tagged = await say('tag-a-machine', {
      type: 'raiseTag',
      ticketId,
      target: { kind: 'person', person: token.person },
      blocked: true,
      ask: 'Look',
    });
    const owning = await say('own-by-machine', { type: 'assignOwner', ticketId, owner: token.person });

    expect(tagged.body).toMatchObject({ error: { code: 'personNotFound' } });
    expect(owning.body).toMatchObject({ error: { code: 'personNotFound' } });
  });
}
