import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { contentOf, remainingOf } from '../support/documentEdits.ts';
import type { Documents } from '../../server/ports/documents.ts';
import { openEmbeddedStore } from '../../server/storage/embedded/embeddedStore.ts';
import { DocumentWorld } from '../support/documentWorld.ts';
import { MemoryDocuments } from '../support/memoryDocuments.ts';
import { seededRandom } from '../support/seededRandom.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { WitnessedDocuments } from '../support/witnessedDocuments.ts';

const seeds = Array.from({ length: process.env['SOAK'] ? 5_000 : 300 }, (_, index) => index + 1);
const steps = process.env['SOAK'] ? 300 : 120;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** What everybody holds in the end. */
async function historyOf(seed: number, store: Documents = new MemoryDocuments()): Promise<[string, Y.Doc][]> {
  const world = await DocumentWorld.create(new WitnessedDocuments(store), seededRandom(seed));
  for (let step = 0; step < steps; step += 1) await world.step();
  await world.quiet();
  const replicas = await world.replicas();
  expect(world.reported).toEqual([]);
  world.close();
  return replicas;
}

function expectOneDocument(replicas: [string, Y.Doc][]): void {
  const [[, first], ...others] = replicas as [[string, Y.Doc], ...[string, Y.Doc][]];
  for (const [name, doc] of others) {
    expect(contentOf(doc), name).toEqual(contentOf(first));
    expect(remainingOf(doc), name).toEqual(remainingOf(first));
    expect(Y.encodeStateVector(doc), name).toEqual(Y.encodeStateVector(first));
  }
}

test.each(seeds)('[D24] seed %i: every browser, the server and the store end with the same document', async (seed) => {
  expectOneDocument(await historyOf(seed));
});

test.each(seeds.slice(0, seeds.length / 15))('[D24] seed %i on the embedded store', async (seed) => {
  const store = await openEmbeddedStore({ dataDir: temporaryFolder('documents') });

  expectOneDocument(await historyOf(seed, store.documents));

  await store.close();
});

test('the same seed gives the same history', async () => {
  const [one, two] = [await historyOf(4), await historyOf(4)];

  const bytes = (replicas: [string, Y.Doc][]) => replicas.map(([name, doc]) => [name, Y.encodeStateAsUpdate(doc)]);
  expect(bytes(two)).toEqual(bytes(one));
});
