import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { openEmbeddedStore } from '../../server/storage/embedded/embeddedStore.ts';
import { expectAllThere } from './acknowledged.ts';
import { aDataDir, readJournal, startWriter } from './embeddedProcess.ts';
import { entryOf } from './writers.ts';

const rounds = process.env['SOAK'] === '1' ? 100 : 3;
/** Checking all of an ever longer log would take longer than the kills. */
const roundsPerStore = 10;

describe('the embedded store in a process that is killed', () => {
  test(`has everything it acknowledged, after each of ${String(rounds)} kills while it writes`, async () => {
    let [place, before] = [aDataDir(), 0];

    for (let round = 1; round <= rounds; round += 1) {
      if (round % roundsPerStore === 0) [place, before] = [aDataDir(), 0];
      const writer = await startWriter(place);
      // When the kill comes is left to chance; that something was acknowledged by then is not.
      while (readJournal(place).length <= before) await sleep(5);
      await sleep(Math.random() * 400);
      await writer.kill9();

      const acknowledged = readJournal(place);
      const startedAt = performance.now();
      const store = await openEmbeddedStore({ dataDir: place.dataDir });
      await store.ping();
      expect(performance.now() - startedAt).toBeLessThan(5_000);
      await expectAllThere(store, acknowledged);
      await store.close();
      before = acknowledged.length;
    }
  });

  test('leaves nothing that keeps another process, which has the store open already, from writing', async () => {
    const place = aDataDir();
    const store = await openEmbeddedStore({ dataDir: place.dataDir });
    const writer = await startWriter(place);
    while (readJournal(place).length < 50) await sleep(5);
    await writer.kill9();

    const head = await store.log.head('one');
    const result = await store.log.append([entryOf('one', head + 1)]);

    expect(result).toEqual({ appended: 1, conflict: null });
    await expectAllThere(store, readJournal(place));
    await store.close();
  });
});

describe('two processes on one embedded store', () => {
  test('write side by side, and neither keeps the other waiting for long', async () => {
    const place = aDataDir();
    const store = await openEmbeddedStore({ dataDir: place.dataDir });
    const writer = await startWriter(place);
    const waits: number[] = [];

    for (let seq = 1; seq <= 150; seq += 1) {
      const askedAt = performance.now();
      expect(await store.log.append([entryOf('beside', seq)])).toEqual({ appended: 1, conflict: null });
      waits.push(performance.now() - askedAt);
    }
    const acknowledged = readJournal(place);
    await writer.kill9();

    expect(acknowledged.length).toBeGreaterThan(50);
    expect(Math.max(...waits)).toBeLessThan(4_000);
    await expectAllThere(store, acknowledged);
    expect(await store.log.head('beside')).toBe(150);
    await store.close();
  });
});
