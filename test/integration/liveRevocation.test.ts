import { afterAll, beforeAll, describe } from 'vitest';
import { type MongoDatabase, describeWithMongo, freshDatabase, sharedMongo } from '../support/mongo.ts';
import { liveRevocationSuite } from './liveRevocationSuite.ts';

describe('on the embedded store', () => {
  liveRevocationSuite(() => ({}));
});

describeWithMongo(`on ${sharedMongo?.name ?? 'no MongoDB server'}`, () => {
  let database: MongoDatabase;
  beforeAll(() => {
    database = freshDatabase('revocation');
  });
  afterAll(() => database.drop());
  liveRevocationSuite(() => ({ MONGODB_URL: database.url }));
});
