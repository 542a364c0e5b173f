import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openMongoStore } from '../../server/storage/mongo/mongoStore.ts';
import { type MongoDatabase, describeWithMongo, freshDatabase } from '../support/mongo.ts';
import { anEntry, noon } from './bench.ts';

describeWithMongo('a MongoDB database that an earlier version wrote', () => {
  let database: MongoDatabase;
  beforeAll(() => {
    database = freshDatabase('upgrade');
  });
  afterAll(() => database.drop());

  test('has its entries found by person and time, and its sessions go on', async () => {
    const client = new MongoClient(database.url);
    const entry = anEntry('acme', 1, { person: 'bo' });
    const row = { board: 'acme', seq: 1, commandId: entry.commandId, tickets: ['acme-1'], body: JSON.stringify(entry) };
    await client.db().collection('entries').insertOne(row);
    const session = { _id: 'hash' as never, person: 'bo', createdAt: noon, expiresAt: '2036-03-02T12:00:00.000Z' };
    await client.db().collection('sessions').insertOne(session);
    await client.close();

    const store = await openMongoStore({ url: database.url });

    expect((await store.log.search({ person: 'bo', from: noon, limit: 10 })).entries).toEqual([entry]);
    expect(await store.sessions.find('hash')).toMatchObject({ person: 'bo', seenAt: noon, method: 'developer' });
    expect((await store.sessions.find('hash'))?.id).toMatch(/^[0-9a-f]{16}$/);
    await store.close();
  });
});
