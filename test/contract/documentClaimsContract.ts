import { describe, expect, test } from 'vitest';
import { type Claim, EpochChanged, type StoredDocument } from '../../server/ports/documents.ts';
import { type Bench, aBoardId } from './bench.ts';
import { numbers } from './numbers.ts';

const bytes = (...values: number[]) => Uint8Array.from(values);
const contents = (document: StoredDocument | undefined) => document?.updates.flatMap((update) => [...update]);

export function documentClaimsContract(bench: Bench): void {
  describe('a Yjs client id', () => {
    test('belongs to whoever used it first, whatever is claimed later', async () => {
      const id = await aDocument(bench);
      const [largest, other] = [4_294_967_295, 7];

      await bench.store.documents.append(id, 'first', [bytes(1)], [{ client: largest, person: 'ada' }]);
      const claims = [
        { client: largest, person: 'mallory' },
        { client: other, person: 'bo' },
      ];
      await bench.store.documents.append(id, 'first', [bytes(2)], claims);

      const kept = (await bench.store.documents.load(id))?.claims;
      expect(inOrder(kept)).toEqual([
        { client: other, person: 'bo' },
        { client: largest, person: 'ada' },
      ]);
    });

    test('is claimed by exactly one of several who use it at once', async () => {
      const id = await aDocument(bench);
      const stores = [bench.store, await bench.open()];
      const claim = (n: number) =>
        stores[n % 2]!.documents.append(id, 'first', [bytes(n)], [{ client: 7, person: `person${String(n)}` }]);

      await Promise.all(numbers(1, 6).map(claim));

      const { claims, updates } = (await bench.store.documents.load(id))!;
      expect(claims).toHaveLength(1);
      expect(updates).toHaveLength(7);
    });

    test('may be claimed without an update, and keeps its owner through a compaction', async () => {
      const id = await aDocument(bench);
      await bench.store.documents.append(id, 'first', [], [{ client: 7, person: 'ada' }]);
      await bench.store.documents.append(id, 'first', [bytes(1)]);

      await bench.store.documents.compact(id, 'first', { since: 0, through: 2, state: bytes(42) });

      expect((await bench.store.documents.load(id))?.claims).toEqual([{ client: 7, person: 'ada' }]);
    });

    test('is not claimed in a document that is gone or was made anew', async () => {
      const id = await aDocument(bench);
      const claims = [{ client: 7, person: 'ada' }];

      await expect(bench.store.documents.append(id, 'second', [bytes(1)], claims)).rejects.toThrow(EpochChanged);

      expect((await bench.store.documents.load(id))?.claims).toEqual([]);
    });
  });

  describe('removing', () => {
    test('takes the document with its updates and claims, and it may be made anew', async () => {
      const [id, other] = [await aDocument(bench), await aDocument(bench)];
      await bench.store.documents.append(id, 'first', [bytes(1)], [{ client: 7, person: 'ada' }]);
      await bench.store.documents.compact(id, 'first', { since: 0, through: 2, state: bytes(42) });
      await bench.store.documents.append(id, 'first', [bytes(2)]);

      expect(await bench.store.documents.remove(id)).toBe(true);

      expect(await bench.store.documents.load(id)).toBeUndefined();
      expect(await bench.store.documents.remove(id)).toBe(false);
      await expect(bench.store.documents.append(id, 'first', [bytes(3)])).rejects.toThrow(EpochChanged);
      expect(await bench.store.documents.create(id, 'second', bytes(9))).toBe(true);
      expect(await bench.store.documents.append(id, 'second', [bytes(8)])).toBe(2);
      expect(contents(await bench.store.documents.load(id))).toEqual([9, 8]);
      expect((await bench.store.documents.load(id))?.claims).toEqual([]);
      expect(contents(await bench.store.documents.load(other))).toEqual([0]);
    });

    test('leaves nothing behind that comes back, whoever is writing', async () => {
      const id = await aDocument(bench);
      const other = await bench.open();
      const write = async () => {
        for (const value of numbers(1, 40)) await other.documents.append(id, 'first', [bytes(value)]);
      };

      const writing = write().catch((reason: unknown) => reason);
      await bench.store.documents.remove(id);

      const reason = await writing;
      expect(reason === undefined || reason instanceof EpochChanged).toBe(true);
      await bench.store.documents.create(id, 'first', bytes(9));
      expect(contents(await bench.store.documents.load(id))).toEqual([9]);
    });
  });
}

function inOrder(claims: readonly Claim[] = []): Claim[] {
  return [...claims].sort((a, b) => a.client - b.client);
}

/** In the epoch `first`, with the seed 0. */
async function aDocument({ store }: Bench): Promise<string> {
  const id = aBoardId();
  await store.documents.create(id, 'first', bytes(0));
  return id;
}
