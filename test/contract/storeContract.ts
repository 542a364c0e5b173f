import { describe } from 'vitest';
import { type OpenStore, useStore } from './bench.ts';
import { documentClaimsContract } from './documentClaimsContract.ts';
import { documentsContract } from './documentsContract.ts';
import { keepingContract } from './keepingContract.ts';
import { logContract } from './logContract.ts';
import { logModelContract } from './logModelContract.ts';
import { logReplaceContract } from './logReplaceContract.ts';
import { logSearchContract } from './logSearchContract.ts';
import { projectionsContract } from './projectionsContract.ts';
import { recordsContract } from './recordsContract.ts';
import { versionsContract } from './versionsContract.ts';

/** What every store promises, as sentences. */
export function storeContract(open: OpenStore): void {
  const bench = useStore(open);
  describe('log', () => {
    logContract(bench);
    logModelContract(bench);
    logSearchContract(bench);
    logReplaceContract(bench);
  });
  describe('documents', () => {
    documentsContract(bench);
    documentClaimsContract(bench);
  });
  describe('versions', () => versionsContract(bench));
  describe('records', () => recordsContract(bench));
  describe('projections', () => projectionsContract(bench));
  describe('sessions, files and the store as a whole', () => keepingContract(bench));
}
