import { afterAll, beforeAll, describe } from 'vitest';
import { openEmbeddedStore } from '../../server/storage/embedded/embeddedStore.ts';
import { openMongoStore } from '../../server/storage/mongo/mongoStore.ts';
import { type MongoDatabase, describeWithMongo, freshDatabase, sharedMongo } from '../support/mongo.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { importSuite } from './importSuite.ts';

describe('into the embedded store', () => {
  importSuite(() => openEmbeddedStore({ dataDir: temporaryFolder('import') }), 700);
});

describeWithMongo(`into ${sharedMongo?.name ?? 'no MongoDB server'}`, () => {
  let database: MongoDatabase;
  beforeAll(() => {
    database = freshDatabase('import');
  });
  afterAll(() => database.drop());
  importSuite(() => openMongoStore({ url: database.url }), 300);
});
