import { afterAll, beforeAll, describe } from 'vitest';
import { type MongoDatabase, describeWithMongo, freshDatabase, sharedMongo } from '../support/mongo.ts';
import { canarySuite } from './canarySuite.ts';

describe('on the embedded store', () => {
  canarySuite(() => ({}));
});

describeWithMongo(`on ${sharedMongo?.name ?? 'no MongoDB server'}`, () => {
  let database: MongoDatabase;
  beforeAll(() => {
    database = freshDatabase('canary');
  });
  afterAll(() => database.drop());
  canarySuite(() => ({ MONGODB_URL: database.url }));
});
