import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { contentOf } from '../support/documentEdits.ts';
import { DocumentWorld } from '../support/documentWorld.ts';
import { seededRandom } from '../support/seededRandom.ts';
import { WitnessedDocuments } from '../support/witnessedDocuments.ts';

const seeds = Array.from({ length: process.env['SOAK'] ? 20_000 : 300 }, (_, index) => index + 1);
const steps = process.env['SOAK'] ? 300 : 120;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
});

afterEach(() => {
  vi.useRealTimers();
});

test.each(seeds)('[D24] seed %i: every browser, the server and the store end with the same document', async (seed) => {
  const random = seededRandom(seed);
  const world = await DocumentWorld.create(new WitnessedDocuments(), random);

  for (let step = 0; step < steps; step += 1) await world.step();
  await world.quiet();

  const replicas = await world.replicas();
  const [[, first]] = replicas as [[string, Y.Doc]];
  for (const [name, doc] of replicas) {
    expect(contentOf(doc), name).toEqual(contentOf(first));
    expect(Y.equalSnapshots(Y.snapshot(doc), Y.snapshot(first)), `${name} holds the same parts`).toBe(true);
  }
  expect(world.reported).toEqual([]);
  world.close();
});
