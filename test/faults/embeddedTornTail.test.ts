import { copyFileSync, statSync, truncateSync, writeFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openEmbeddedStore } from '../../server/storage/embedded/embeddedStore.ts';
import { numbers } from '../contract/numbers.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { entryOf } from './writers.ts';

const seed = Number(process.env['SEED'] ?? 20260302);
const rounds = process.env['SOAK'] === '1' ? 1_000 : 40;

interface Written {
  readonly dataDir: string;
  /** How long the WAL was when each entry was confirmed. */
  readonly walSizes: readonly number[];
}

test(`what was confirmed before the place where the WAL is torn is there, and the rest is gone (seed ${String(seed)})`, async () => {
  const written = await writeOneByOne(60);
  const random = randomFrom(seed);
  const whole = written.walSizes.at(-1)!;

  for (const round of numbers(1, rounds)) {
    const at = Math.floor(random() * whole);
    const torn = copyOf(written, (wal) => (round % 2 ? cutAt(wal, at) : flipBit(wal, at)));
    const confirmed = written.walSizes.filter((size) => size <= at).length;

    const store = await openEmbeddedStore({ dataDir: torn });
    const log = await store.log.read('one', { after: 0, limit: 1_000 });

    // A cut or a flipped bit inside the frames of one commit takes that commit and no earlier one.
    expect(log).toEqual(numbers(1, log.length).map((seq) => entryOf('one', seq)));
    expect(log.length).toBeGreaterThanOrEqual(confirmed);
    expect(log.length).toBeLessThanOrEqual(confirmed + 1);
    expect(await store.log.append([entryOf('one', log.length + 1)])).toEqual({ appended: 1, conflict: null });
    await store.close();
  }
});

async function writeOneByOne(count: number): Promise<Written> {
  const dataDir = temporaryFolder('torn');
  await (await openEmbeddedStore({ dataDir })).close();
  const store = await openEmbeddedStore({ dataDir });
  const walSizes: number[] = [];
  for (const seq of numbers(1, count)) {
    await store.log.append([entryOf('one', seq)]);
    walSizes.push(statSync(join(dataDir, 'swarmboard.db-wal')).size);
  }
  // Copied as a power cut would leave it; the store itself goes on to be closed in order.
  const kept = temporaryFolder('torn-kept');
  for (const file of ['swarmboard.db', 'swarmboard.db-wal']) copyFileSync(join(dataDir, file), join(kept, file));
  await store.close();
  return { dataDir: kept, walSizes };
}

function copyOf({ dataDir }: Written, tear: (wal: string) => void): string {
  const copy = temporaryFolder('torn-copy');
  for (const file of ['swarmboard.db', 'swarmboard.db-wal']) copyFileSync(join(dataDir, file), join(copy, file));
  tear(join(copy, 'swarmboard.db-wal'));
  return copy;
}

function cutAt(wal: string, at: number): void {
  truncateSync(wal, at);
}

function flipBit(wal: string, at: number): void {
  const bytes = readFileSync(wal);
  bytes[at]! ^= 0x10;
  writeFileSync(wal, bytes);
}

function randomFrom(start: number): () => number {
  let state = start;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}
