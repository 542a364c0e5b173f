import { afterAll, beforeAll, describe } from 'vitest';
import { type MongoDatabase, describeWithMongo, freshDatabase, sharedMongo } from '../support/mongo.ts';
import { erasureSuite } from './erasureSuite.ts';

describe('on the embedded store', () => {
  erasureSuite(() => ({}));
});

describeWithMongo(`on ${sharedMongo?.name ?? 'no MongoDB server'}`, () => {
  let database: MongoDatabase;
  beforeAll(() => {
    database = freshDatabase('erasure');
  });
  afterAll(() => database.drop());
  erasureSuite(() => ({ MONGODB_URL: database.url }));
});
