import { describe, expect, test } from 'vitest';
import { EpochChanged, type StoredDocument } from '../../server/ports/documents.ts';
import { type Bench, aBoardId } from './bench.ts';
import { numbers } from './numbers.ts';

const bytes = (...values: number[]) => Uint8Array.from(values);
const contents = (document: StoredDocument | undefined) => document?.updates.flatMap((update) => [...update]);

export function documentsContract(bench: Bench): void {
  test('a document that nobody made is not there', async () => {
    expect(await bench.store.documents.load(aBoardId())).toBeUndefined();
  });

  test('a new document holds its seed', async () => {
    const id = aBoardId();

    expect(await bench.store.documents.create(id, 'first', bytes(1, 2))).toBe(true);

    const expected = { epoch: 'first', updates: [bytes(1, 2)], compacted: 0, through: 1, claims: [] };
    expect(await bench.store.documents.load(id)).toEqual(expected);
  });

  test('of several that make the same document at once, one does, and its seed is what counts', async () => {
    const id = aBoardId();
    const stores = [bench.store, await bench.open()];
    const create = (n: number) => stores[n % 2]!.documents.create(id, `epoch${String(n)}`, bytes(n));

    const created = await Promise.all(numbers(0, 5).map(create));

    const winner = created.indexOf(true);
    expect(created.filter(Boolean)).toHaveLength(1);
    expect(await bench.store.documents.load(id)).toMatchObject({ epoch: `epoch${String(winner)}` });
    expect(contents(await bench.store.documents.load(id))).toEqual([winner]);
    expect(await bench.store.documents.create(id, 'later', bytes(9))).toBe(false);
  });

  test('updates stay in the order they were appended, and each append tells the seq of its last', async () => {
    const id = await aDocument(bench);

    const seqs = await Promise.all([
      bench.store.documents.append(id, 'first', [bytes(1), bytes(2)]),
      bench.store.documents.append(id, 'first', [bytes(3)]),
      bench.store.documents.append(id, 'first', [bytes(4), bytes(5), bytes(6)]),
    ]);

    expect(seqs).toEqual([3, 4, 7]);
    expect(contents(await bench.store.documents.load(id))).toEqual(numbers(0, 6));
    expect((await bench.store.documents.load(id))?.through).toBe(7);
  });

  test('appending nothing tells the seq of the last update', async () => {
    const id = await aDocument(bench);
    await bench.store.documents.append(id, 'first', [bytes(1), bytes(2)]);

    expect(await bench.store.documents.append(id, 'first', [])).toBe(3);
    await expect(bench.store.documents.append(id, 'second', [])).rejects.toThrow(EpochChanged);
    expect(await bench.store.documents.append(id, 'first', [bytes(3)])).toBe(4);
  });

  test('several servers append to one document and nothing is lost', async () => {
    const id = await aDocument(bench);
    const stores = [bench.store, await bench.open(), await bench.open()];
    const write = async (server: number) => {
      for (const step of numbers(1, 15)) {
        await stores[server]!.documents.append(id, 'first', [bytes(server, step)]);
      }
    };

    await Promise.all(numbers(0, 2).map(write));

    const { updates = [], through } = (await bench.store.documents.load(id)) ?? {};
    expect(through).toBe(46);
    for (const server of numbers(0, 2)) {
      const own = updates.filter((update) => update.length === 2 && update[0] === server);
      expect(own.map((update) => update[1])).toEqual(numbers(1, 15));
    }
  });

  test('an append to another epoch, or to no document, says so and leaves nothing behind', async () => {
    const id = await aDocument(bench);

    await expect(bench.store.documents.append(id, 'second', [bytes(1)])).rejects.toThrow(EpochChanged);
    await expect(bench.store.documents.append(aBoardId(), 'first', [bytes(1)])).rejects.toThrow(EpochChanged);

    expect(contents(await bench.store.documents.load(id))).toEqual([0]);
  });

  describe('compaction', () => {
    test('puts a state in the place of what it contains', async () => {
      const id = await aDocument(bench);
      await bench.store.documents.append(id, 'first', [bytes(1), bytes(2), bytes(3)]);

      const compacted = await bench.store.documents.compact(id, 'first', { since: 0, through: 3, state: bytes(42) });

      expect(compacted).toBe(true);
      const expected = { epoch: 'first', updates: [bytes(42), bytes(3)], compacted: 3, through: 4, claims: [] };
      expect(await bench.store.documents.load(id)).toEqual(expected);
    });

    test('may follow another, and seqs go on where they were', async () => {
      const id = await aDocument(bench);
      await bench.store.documents.append(id, 'first', [bytes(1)]);

      await bench.store.documents.compact(id, 'first', { since: 0, through: 2, state: bytes(42) });
      expect(await bench.store.documents.append(id, 'first', [bytes(3)])).toBe(3);
      await bench.store.documents.compact(id, 'first', { since: 2, through: 3, state: bytes(43) });

      expect(await bench.store.documents.append(id, 'first', [bytes(4)])).toBe(4);
      expect(contents(await bench.store.documents.load(id))).toEqual([43, 4]);
    });

    test('is void when somebody else has compacted since, when the epoch changed, or when it claims too much', async () => {
      const id = await aDocument(bench);
      await bench.store.documents.append(id, 'first', [bytes(1), bytes(2)]);
      await bench.store.documents.compact(id, 'first', { since: 0, through: 2, state: bytes(42) });
      const before = await bench.store.documents.load(id);
      const { documents } = bench.store;

      expect(await documents.compact(id, 'first', { since: 0, through: 3, state: bytes(9) })).toBe(false);
      expect(await documents.compact(id, 'second', { since: 2, through: 3, state: bytes(9) })).toBe(false);
      expect(await documents.compact(id, 'first', { since: 2, through: 4, state: bytes(9) })).toBe(false);
      expect(await documents.compact(aBoardId(), 'first', { since: 0, through: 1, state: bytes(9) })).toBe(false);

      expect(await documents.load(id)).toEqual(before);
    });

    test('of several at once, one succeeds', async () => {
      const id = await aDocument(bench);
      await bench.store.documents.append(id, 'first', [bytes(1), bytes(2)]);
      const stores = [bench.store, await bench.open()];
      const compact = (n: number) =>
        stores[n % 2]!.documents.compact(id, 'first', { since: 0, through: 3, state: bytes(40 + n) });

      const results = await Promise.all(numbers(0, 3).map(compact));

      expect(results.filter(Boolean)).toHaveLength(1);
      expect(contents(await bench.store.documents.load(id))).toEqual([40 + results.indexOf(true)]);
    });

    test('never loses an update that is appended meanwhile, nor shows half a document', async () => {
      const id = await aDocument(bench);
      const other = await bench.open();
      let writing = true;
      const write = async () => {
        for (const value of numbers(1, 60)) await bench.store.documents.append(id, 'first', [bytes(value)]);
        writing = false;
      };
      const compact = async () => {
        let rounds = 0;
        while (writing) {
          const loaded = (await other.documents.load(id))!;
          // Here a state is simply everything so far, end to end.
          const state = bytes(...takenOnce(contents(loaded)!));
          expect([...state]).toEqual(numbers(0, state.length - 1));
          const { compacted: since, through } = loaded;
          if (await other.documents.compact(id, 'first', { since, through, state })) rounds += 1;
        }
        return rounds;
      };

      const [, rounds] = await Promise.all([write(), compact()]);

      expect(rounds).toBeGreaterThan(0);
      expect(takenOnce(contents(await bench.store.documents.load(id))!)).toEqual(numbers(0, 60));
    });

    test('takes a state and updates larger than a database record may be', async () => {
      const id = await aDocument(bench);
      const large = new Uint8Array(20 * 1024 * 1024).map((_, index) => index % 251);
      await bench.store.documents.append(id, 'first', [bytes(1)]);

      await bench.store.documents.compact(id, 'first', { since: 0, through: 2, state: large });
      await bench.store.documents.append(id, 'first', [bytes(2)]);

      const { updates = [] } = (await bench.store.documents.load(id)) ?? {};
      expect(updates.map(({ length }) => length)).toEqual([large.length, 1]);
      expect(Buffer.compare(updates[0]!, large)).toBe(0);
    });
  });
}

/** Yjs takes an update once that comes twice, which it may right after a compaction by another server. */
function takenOnce(values: readonly number[]): number[] {
  return values.filter((value, index) => value !== values[index - 1]);
}

/** In the epoch `first`, with the seed 0. */
async function aDocument({ store }: Bench): Promise<string> {
  const id = aBoardId();
  await store.documents.create(id, 'first', bytes(0));
  return id;
}
