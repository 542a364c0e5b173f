import { describe } from 'vitest';
import { openEmbeddedStore } from '../../server/storage/embedded/embeddedStore.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { storeContract } from './storeContract.ts';

describe('the embedded store', () => {
  const dataDir = temporaryFolder('embedded');
  storeContract(() => openEmbeddedStore({ dataDir }));
});
