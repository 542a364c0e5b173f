import { expect } from 'vitest';
import type { Store } from '../../server/ports/store.ts';
import { numbers } from '../contract/numbers.ts';
import { type Acknowledged, boards, document, entryOf } from './writers.ts';

/** Everything that was acknowledged is there exactly once, in its place, and the logs have no gaps. */
export async function expectAllThere(store: Store, acknowledged: readonly Acknowledged[]): Promise<void> {
  for (const board of boards) {
    const log = await store.log.read(board, { after: 0, limit: 1_000_000 });
    expect(log).toEqual(numbers(1, log.length).map((seq) => entryOf(board, seq)));
    const heads = acknowledged.map((saved) => (saved.kind === 'entry' && saved.board === board ? saved.seq : 0));
    expect(log.length).toBeGreaterThanOrEqual(heads.reduce((a, b) => Math.max(a, b), 0));
  }
  const updates = acknowledged.filter((saved) => saved.kind === 'update');
  if (updates.length === 0) return;
  const stored = (await store.documents.load(document))?.updates ?? [];
  const values = new Set(stored.map((update) => Buffer.from(update).readInt32LE()));
  expect(updates.filter(({ value }) => !values.has(value))).toEqual([]);
}
