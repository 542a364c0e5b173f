import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { type Running, start } from '../../server/compose.ts';
import { readConfig } from '../../server/config.ts';
import { DocumentClient } from '../support/documentClient.ts';
import { type MongoDatabase, describeWithMongo, freshDatabase, sharedMongo } from '../support/mongo.ts';
import { TestPerson, type TestSocket } from '../support/person.ts';
import { temporaryFolder } from '../support/temporary.ts';

/** JSON as it would be typed by hand: `__proto__` here is a key like any other. */
const tricks = [
  '{"$gt":""}',
  '{"$ne":null}',
  '{"$where":"sleep(5000)"}',
  '{"__proto__":{"isAdmin":true}}',
  '{"constructor":{"prototype":{"isAdmin":true}}}',
  '["a",{"$gt":""}]',
];

describe('[A9] on the embedded store', () => {
  injectionSuite(() => ({}));
});

describeWithMongo(`[A9] on ${sharedMongo?.name ?? 'no MongoDB server'}`, () => {
  let database: MongoDatabase;
  beforeAll(() => {
    database = freshDatabase('injection');
  });
  afterAll(() => database.drop());
  injectionSuite(() => ({ MONGODB_URL: database.url }));
});

function injectionSuite(settings: () => Record<string, string>): void {
  let running: Running;
  let ada: TestPerson;
  let socket: TestSocket;
  const board = 'injected';

  beforeAll(async () => {
    const config = { PORT: '0', SWARMBOARD_DEV: '1', DATA_DIR: temporaryFolder('data'), ...settings() };
    running = await start(readConfig(config));
    ada = await TestPerson.signIn(running.url, 'Ada');
    await ada.createBoard('Injected');
    socket = await ada.connect();
    await socket.run(board, { type: 'openTicket', title: 'A', customer: 'Acme' });
  });

  afterAll(async () => {
    socket.close();
    await running.stop();
  });

  /** The server runs in this process: what it dirtied would show here. */
  afterEach(() => {
    expect(({} as { isAdmin?: unknown }).isAdmin).toBeUndefined();
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  const bodies: readonly (readonly [path: string, body: (trick: string) => string])[] = [
    ['/session', (trick) => `{"email":${trick},"password":${trick}}`],
    ['/session/developer', (trick) => `{"name":${trick}}`],
    ['/invitations/look', (trick) => `{"secret":${trick}}`],
    ['/boards', (trick) => `{"title":"T","id":${trick}}`],
    ['/customers', (trick) => `{"name":${trick}}`],
    ['/tokens', (trick) => `{"name":"T","days":1,"scopes":${trick}}`],
    ['/commands', (trick) => `{"board":${trick},"id":"12345678","command":{"type":"renameBoard","title":"T"}}`],
    ['/commands', (trick) => `{"board":"${board}","id":${trick},"command":{"type":"renameBoard","title":"T"}}`],
    ['/commands', (trick) => `{"board":"${board}","id":"12345678","command":${trick}}`],
    ['/commands', (trick) => `{"board":"${board}","id":"12345678","command":{"type":${trick}}}`],
  ];

  test.each(bodies)('POST %s takes no operator and no prototype for a value', async (path, bodyWith) => {
    for (const trick of tricks) {
      const answer = await ada.ask('POST', path, bodyWith(trick));

      expect(answer, trick).toMatchObject({ status: 400, body: { error: { code: 'invalidInput' } } });
    }
  });

  test.each([...tricks, '{"title":"T","__proto__":{"isAdmin":true}}'])(
    'a whole body of %s is refused',
    async (trick) => {
      const answer = await ada.ask('POST', '/boards', trick);

      expect(answer).toMatchObject({ status: 400, body: { error: { code: 'invalidInput' } } });
    },
  );

  test.each([
    'q[$gt]=',
    'q[__proto__][isAdmin]=1',
    '__proto__[isAdmin]=1',
    'constructor.prototype.isAdmin=1',
    'q=a&q=b',
  ])('the query %s is refused where it means nothing', async (query) => {
    const answer = await ada.ask('GET', `/boards/${board}/tickets?${query}`);

    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'invalidInput' } } });
  });

  test.each(['q=%24where', 'q=%7B%22%24gt%22%3A%22%22%7D', 'q=.*', 'q=__proto__', 'q=%25', 'q=_'])(
    'the words %s are words: they find nothing that does not hold them',
    async (query) => {
      const answer = await ada.ask('GET', `/boards/${board}/tickets?${query}`);

      expect(answer).toMatchObject({ status: 200, body: { tickets: [] } });
    },
  );

  test.each(['__proto__', 'constructor', 'hasOwnProperty', '$where', '%7B%22%24gt%22%3A%22%22%7D'])(
    'nothing is called %s',
    async (id) => {
      const paths = [`/boards/${id}/snapshot`, `/tickets/${id}`, `/tickets/${id}-1`, `/customers/${id}`];

      for (const path of paths) expect((await ada.ask('GET', path)).status, path).toBe(404);
      expect((await fetch(`${running.url}/files/${id}`, { headers: { cookie: ada.cookie } })).status).toBe(404);
    },
  );

  test.each(tricks)('a live message with %s is refused, and the connection stays', async (trick) => {
    const value = JSON.parse(trick) as unknown;
    const command = { type: 'openTicket', title: value, customer: 'Acme' };
    const subscribe = (message: unknown) => new Promise((done) => socket.socket.emit('subscribe', message, done));

    const replies = [
      await socket.send(value),
      await socket.send({ board: value, id: randomUUID(), command }),
      await socket.send({ board, id: randomUUID(), command }),
      await subscribe({ board: value, since: 0 }),
      await subscribe({ board, since: value }),
    ];

    for (const reply of replies) expect(reply).toMatchObject({ error: { code: 'invalidInput' } });
    expect(socket.socket.connected).toBe(true);
  });

  test('names that objects have are names like any other in what people write', async () => {
    const title = '__proto__ constructor $where';
    await socket.run(board, { type: 'openTicket', title, customer: '__proto__' });

    const found = await ada.ask('GET', `/boards/${board}/tickets?q=__proto__`);

    expect(found.body).toMatchObject({ tickets: [{ title, customer: '__proto__' }] });
  });

  test('keys of a document are keys like any other', async () => {
    const writer = new DocumentClient(ada, `${board}-1`);
    writer.connect();
    await writer.until(() => writer.synced);
    const saved = writer.saved;
    for (const name of ['__proto__', 'constructor', '$where', 'hypotheses', 'evidence']) {
      const map = writer.doc.getMap(name);
      for (const key of ['__proto__', 'constructor', 'prototype', '$gt']) map.set(key, { isAdmin: true });
      const nested = new Y.Map();
      map.set('nested', nested);
      nested.set('__proto__', 'x');
    }
    writer.type('after all that');
    await writer.until(() => writer.saved > saved);
    writer.close();

    const reader = new DocumentClient(ada, `${board}-1`);
    reader.connect();
    await reader.until(() => reader.synced && reader.text.includes('after all that'));
    reader.close();

    const page = await ada.ask('GET', `/tickets/${board}-1`);
    expect(page.status).toBe(200);
    expect(reader.doc.getMap('$where').get('__proto__')).toEqual({ isAdmin: true });
  });
}
