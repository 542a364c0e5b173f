import { describe, expect, test } from 'vitest';
import { ClaimTaken, EpochChanged, type StoredDocument } from '../../server/ports/documents.ts';
import { type Bench, aBoardId } from './bench.ts';
import { numbers } from './numbers.ts';

const bytes = (...values: number[]) => Uint8Array.from(values);
const contents = (document: StoredDocument | undefined) => document?.updates.flatMap((update) => [...update]);

export function documentClaimsContract(bench: Bench): void {
  describe('a Yjs client id', () => {
    test('belongs to whoever used it first, and to write under it as somebody else is refused with nothing written', async () => {
      const id = await aDocument(bench);
      const stores = [bench.store, await bench.open()];
      const [largest, other] = [4_294_967_295, 7];
      await stores[0]!.documents.append(id, 'first', [bytes(1)], [{ client: largest, person: 'ada' }]);
      const claims = [
        { client: other, person: 'bo' },
        { client: largest, person: 'mallory' },
      ];

      for (const { documents } of stores) {
        const refused = documents.append(id, 'first', [bytes(2)], claims);
        await expect(refused).rejects.toThrow(ClaimTaken);
        await expect(refused).rejects.toMatchObject({ claims: [{ client: largest, person: 'ada' }] });
      }

      const stored = await bench.store.documents.load(id);
      expect(stored?.claims).toEqual([{ client: largest, person: 'ada' }]);
      expect([contents(stored), stored?.through]).toEqual([[0, 1], 2]);
    });

    test('may be named by its owner with everything they write, from anywhere', async () => {
      const id = await aDocument(bench);
      const stores = [bench.store, await bench.open()];
      const claims = [{ client: 7, person: 'ada' }];

      for (const n of numbers(1, 4)) {
        const more = [...claims, { client: 100 + n, person: 'ada' }];
        expect(await stores[n % 2]!.documents.append(id, 'first', [bytes(n)], n === 1 ? claims : more)).toBe(n + 1);
      }

      expect(contents(await bench.store.documents.load(id))).toEqual(numbers(0, 4));
      expect((await bench.store.documents.load(id))?.claims).toHaveLength(4);
    });

    test('is claimed by exactly one of several who use it at once, and only their update is there', async () => {
      const stores = [bench.store, await bench.open(), await bench.open()];
      for (const client of numbers(1, 5)) {
        const id = await aDocument(bench);
        const claim = (n: number) =>
          stores[n % 3]!.documents.append(id, 'first', [bytes(n)], [{ client, person: `person${String(n)}` }]);

        const answers = await Promise.allSettled(numbers(1, 6).map(claim));

        const [winner, ...others] = numbers(1, 6).filter((n) => answers[n - 1]?.status === 'fulfilled');
        expect(others).toEqual([]);
        for (const answer of answers)
          if (answer.status === 'rejected') expect(answer.reason).toBeInstanceOf(ClaimTaken);
        const stored = await bench.store.documents.load(id);
        expect(stored?.claims).toEqual([{ client, person: `person${String(winner)}` }]);
        expect(contents(stored)).toEqual([0, winner]);
      }
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

/** In the epoch `first`, with the seed 0. */
async function aDocument({ store }: Bench): Promise<string> {
  const id = aBoardId();
  await store.documents.create(id, 'first', bytes(0));
  return id;
}
