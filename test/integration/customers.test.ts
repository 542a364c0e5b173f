import { afterAll, beforeAll, describe } from 'vitest';
import { type MongoDatabase, describeWithMongo, freshDatabase, sharedMongo } from '../support/mongo.ts';
import { customersSuite } from './customersSuite.ts';

describe('on the embedded store', () => {
  customersSuite(() => ({}));
});

describeWithMongo(`on ${sharedMongo?.name ?? 'no MongoDB server'}`, () => {
  let database: MongoDatabase;
  beforeAll(() => {
    database = freshDatabase('customers');
  });
  afterAll(() => database.drop());
  customersSuite(() => ({ MONGODB_URL: database.url }));
});
