import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openEmbeddedStore } from '../../server/storage/embedded/embeddedStore.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { anEntry, joined } from './bench.ts';
import { numbers } from './numbers.ts';

const canary = 'canary-7f3a9c';

/** Files of the data folder in which the text can still be read. */
function filesWith(dataDir: string, text: string): string[] {
  const files = readdirSync(dataDir, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  return files.filter((file) => readFileSync(join(file.parentPath, file.name)).includes(text)).map(({ name }) => name);
}

function entryOf(seq: number, length: number) {
  const details = { note: `${canary} ${String(seq)} `.padEnd(length, 'x'), last: `${canary} at the end` };
  return anEntry('acme', seq, { events: [{ ...joined(`acme-${String(seq)}`), details } as never] });
}

test('nothing of a replaced entry, a removed document or a removed file can be read in the files any more', async () => {
  const dataDir = temporaryFolder('traces');
  const store = await openEmbeddedStore({ dataDir });
  const bytes = new Uint8Array(Buffer.from(canary.repeat(2_000)));
  // Short and long, few and many: SQLite splits, overflows and moves its pages differently for each.
  const entries = numbers(1, 400).map((seq) => entryOf(seq, 20 + ((seq * 37) % 9) ** 4));
  for (const entry of entries) await store.log.append([entry]);
  await store.documents.create('acme-1', 'first', bytes);
  for (const n of numbers(1, 50)) await store.documents.append('acme-1', 'first', [bytes.slice(0, n * 100)]);
  await store.documents.compact('acme-1', 'first', { since: 0, through: 20, state: bytes });
  const version = { id: 'v1', at: '2026-03-02T12:00:00.000Z', by: 'ada', why: 'interval', state: bytes } as const;
  await store.versions.keep({ id: 'acme-1', epoch: 'first' }, version);
  await store.blobs.put({ id: 'file', ticketId: 'acme-1', type: 'text/plain', name: canary, bytes });
  expect(filesWith(dataDir, canary).length).toBeGreaterThan(1);

  await store.documents.remove('acme-1');
  await store.blobs.remove('file');
  await store.log.replace(entries.map(({ seq }) => anEntry('acme', seq, { events: [], erased: 'digest' })));

  expect(filesWith(dataDir, canary)).toEqual([]);
  await store.close();
  expect(filesWith(dataDir, canary)).toEqual([]);
});

test('erasing one entry among many leaves nothing of it', async () => {
  const dataDir = temporaryFolder('traces');
  const store = await openEmbeddedStore({ dataDir });
  await store.log.append(numbers(1, 300).map((seq) => anEntry('acme', seq)));
  await store.log.append([entryOf(301, 900)]);
  await store.log.append(numbers(302, 600).map((seq) => anEntry('acme', seq)));

  await store.log.replace([anEntry('acme', 301, { events: [] })]);

  expect(filesWith(dataDir, canary)).toEqual([]);
  await store.close();
});

test('what is kept is for the account that the server runs under', async () => {
  const dataDir = join(temporaryFolder('private'), 'data');

  const store = await openEmbeddedStore({ dataDir });
  await store.close();

  expect(statSync(dataDir).mode & 0o777).toBe(0o700);
});
