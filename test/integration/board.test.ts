import { afterAll, beforeAll, describe } from 'vitest';
import { type MongoDatabase, describeWithMongo, freshDatabase, sharedMongo } from '../support/mongo.ts';
import { boardSuite } from './boardSuite.ts';

describe('on the embedded store', () => {
  boardSuite(() => ({}));
});

describeWithMongo(`on ${sharedMongo?.name ?? 'no MongoDB server'}`, () => {
  let database: MongoDatabase;
  beforeAll(() => {
    database = freshDatabase('board');
  });
  afterAll(() => database.drop());
  boardSuite(() => ({ MONGODB_URL: database.url }));
});
