import { afterAll, beforeAll } from 'vitest';
import { openMongoStore } from '../../server/storage/mongo/mongoStore.ts';
import { type MongoDatabase, describeWithMongo, freshDatabase, sharedMongo } from '../support/mongo.ts';
import { storeContract } from './storeContract.ts';

describeWithMongo(`the MongoDB store on ${sharedMongo?.name ?? 'no server'}`, () => {
  let database: MongoDatabase;
  beforeAll(() => {
    database = freshDatabase('contract');
  });
  afterAll(() => database.drop());
  storeContract(() => openMongoStore({ url: database.url }));
});
