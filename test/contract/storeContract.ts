import { describe } from 'vitest';
import { type OpenStore, useStore } from './bench.ts';
import { documentsContract } from './documentsContract.ts';
import { keepingContract } from './keepingContract.ts';
import { logContract } from './logContract.ts';
import { logModelContract } from './logModelContract.ts';
import { projectionsContract } from './projectionsContract.ts';

/** What every store promises, as sentences. */
export function storeContract(open: OpenStore): void {
  const bench = useStore(open);
  describe('log', () => {
    logContract(bench);
    logModelContract(bench);
  });
  describe('documents', () => documentsContract(bench));
  describe('projections', () => projectionsContract(bench));
  describe('sessions, files and the store as a whole', () => keepingContract(bench));
}
