import { describe, expect, test } from 'vitest';
import { EpochChanged } from '../../server/ports/documents.ts';
import { type Edition, type Version, mostVersions } from '../../server/ports/versions.ts';
import { type Bench, aBoardId } from './bench.ts';
import { numbers } from './numbers.ts';

const bytes = (...values: number[]) => Uint8Array.from(values);

export function versionsContract(bench: Bench): void {
  test('versions of a document are listed newest first, and each is found as it was kept', async () => {
    const edition = await aDocument(bench);
    const [first, second] = [aVersion(1), aVersion(2, { why: 'deletion', by: 'eva' })];

    for (const version of [first, second]) await bench.store.versions.keep(edition, version);

    const { state, ...summary } = second;
    expect((await bench.store.versions.list(edition))[0]).toEqual(summary);
    expect((await bench.store.versions.list(edition)).map(({ id }) => id)).toEqual([second.id, first.id]);
    expect(await bench.store.versions.find(edition, second.id)).toEqual({ ...summary, state });
    expect(await bench.store.versions.find(edition, aBoardId())).toBeUndefined();
    expect(await bench.store.versions.find(await aDocument(bench), first.id)).toBeUndefined();
  });

  test('a version may be larger than a database record', async () => {
    const edition = await aDocument(bench);
    const large = new Uint8Array(18 * 1024 * 1024).map((_, index) => index % 251);
    const version = aVersion(1, { state: large });

    await bench.store.versions.keep(edition, version);

    const found = await bench.store.versions.find(edition, version.id);
    expect(Buffer.compare(found?.state ?? bytes(), large)).toBe(0);
  });

  describe('when there are too many', () => {
    test('the oldest that time alone had kept go first, then the oldest', async () => {
      const edition = await aDocument(bench);
      const reasons = ['deletion', 'interval', 'deletion', 'interval'] as const;
      const early = reasons.map((why, index) => aVersion(index, { why }));
      const late = numbers(10, 10 + mostVersions - 4).map((n) => aVersion(n, { why: 'restore' }));
      for (const version of [...early, ...late]) await bench.store.versions.keep(edition, version);
      const idsOf = async () => (await bench.store.versions.list(edition)).map(({ id }) => id).reverse();
      const [one, , three, four] = early.map(({ id }) => id);
      const lateIds = late.map(({ id }) => id);
      expect(await idsOf()).toEqual([one, three, four, ...lateIds]);

      const more = [90, 91].map((n) => aVersion(n, { why: 'deletion' }));
      for (const version of more) await bench.store.versions.keep(edition, version);

      expect(await idsOf()).toEqual([three, ...lateIds, ...more.map(({ id }) => id)]);
    });
  });

  test('versions go with their document, and those of others stay', async () => {
    const [gone, other] = [await aDocument(bench), await aDocument(bench)];
    const version = aVersion(1);
    await bench.store.versions.keep(gone, version);
    await bench.store.versions.keep(other, aVersion(2));

    await bench.store.documents.remove(gone.id);

    expect(await bench.store.versions.list(gone)).toEqual([]);
    expect(await bench.store.versions.find(gone, version.id)).toBeUndefined();
    expect(await bench.store.versions.list(other)).toHaveLength(1);
  });

  test('of a document that is gone, or was made anew, nothing is kept any more', async () => {
    const gone = await aDocument(bench);
    await bench.store.documents.remove(gone.id);
    await expect(bench.store.versions.keep(gone, aVersion(1))).rejects.toThrow(EpochChanged);

    await bench.store.documents.create(gone.id, 'second', bytes(0));

    await expect(bench.store.versions.keep(gone, aVersion(1))).rejects.toThrow(EpochChanged);
    expect(await bench.store.versions.list(gone)).toEqual([]);
    expect(await bench.store.versions.list({ ...gone, epoch: 'second' })).toEqual([]);
  });
}

async function aDocument({ store }: Bench): Promise<Edition> {
  const id = aBoardId();
  await store.documents.create(id, 'first', bytes(0));
  return { id, epoch: 'first' };
}

/** Kept at that minute. */
function aVersion(minute: number, more: Partial<Version> = {}): Version {
  const at = new Date(Date.UTC(2026, 2, 2, 12, minute)).toISOString();
  return { id: aBoardId(), at, by: 'ada', why: 'interval', state: bytes(1, 2, minute), ...more };
}
