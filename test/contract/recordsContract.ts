import { expect, test } from 'vitest';
import type { Records } from '../../server/ports/records.ts';
import { type Bench, aBoardId } from './bench.ts';
import { numbers } from './numbers.ts';

const past = '2026-01-01T00:00:00.000Z';
const future = '2126-01-01T00:00:00.000Z';

export function recordsContract(bench: Bench): void {
  /** Two ways into the same data, taken in turns. */
  async function twoWays(): Promise<(n: number) => Records> {
    const stores = [bench.store, await bench.open()];
    return (n) => stores[n % 2]!.records;
  }

  test('a record is kept as it was made, of its kind only', async () => {
    const { records } = bench.store;
    const id = aBoardId();
    const value = { text: 'Zoë 🐝 \u0000', $where: '$set', 'a.b': [1, null, { '': true }] };

    expect(await records.create('token', { id, group: 'ada', expiresAt: future, value })).toBe(true);

    const kept = await records.find('token', id);
    expect(kept).toEqual({ id, group: 'ada', expiresAt: future, value, revision: kept!.revision });
    expect(await records.find('webhook', id)).toBeUndefined();
    expect(await records.find('token', `${id}x`)).toBeUndefined();
  });

  test('a record without a group or an end has neither', async () => {
    const { records } = bench.store;
    const id = aBoardId();

    await records.put('credential', { id, value: 'hash' });

    const kept = await records.find('credential', id);
    expect(kept).toEqual({ id, group: '', value: 'hash', revision: kept!.revision });
  });

  test('making one that is there changes nothing', async () => {
    const { records } = bench.store;
    const id = aBoardId();
    await records.create('identity', { id, value: 'first' });
    const before = await records.find('identity', id);

    expect(await records.create('identity', { id, value: 'second' })).toBe(false);

    expect(await records.find('identity', id)).toEqual(before);
  });

  test('of several who make the same one at once, one does', async () => {
    const records = await twoWays();
    const id = aBoardId();

    const made = await Promise.all(numbers(0, 7).map((n) => records(n).create('identity', { id, value: n })));

    expect(made.filter(Boolean)).toHaveLength(1);
    expect((await bench.store.records.find('identity', id))?.value).toBe(made.indexOf(true));
  });

  test('putting replaces whatever was there, and the revision goes up', async () => {
    const { records } = bench.store;
    const id = aBoardId();
    const revisions: number[] = [];
    for (const value of ['one', 'two', 'three']) {
      await records.put('credential', { id, group: value, value });
      const kept = await records.find('credential', id);
      expect(kept).toMatchObject({ group: value, value });
      revisions.push(kept!.revision);
    }

    expect(revisions).toEqual([...new Set(revisions)].sort((a, b) => a - b));
  });

  test('replacing takes the revision that was read', async () => {
    const { records } = bench.store;
    const id = aBoardId();
    await records.create('invitation', { id, value: 'open' });
    const { revision } = (await records.find('invitation', id))!;

    expect(await records.replace('invitation', { id, value: 'used' }, revision)).toBe(true);
    expect(await records.replace('invitation', { id, value: 'used again' }, revision)).toBe(false);

    const kept = (await records.find('invitation', id))!;
    expect(kept.value).toBe('used');
    expect(kept.revision).toBeGreaterThan(revision);
    expect(await records.replace('invitation', { id: aBoardId(), value: 'x' }, revision)).toBe(false);
  });

  test('of several who replace the same one at once, one does', async () => {
    const records = await twoWays();
    const id = aBoardId();
    await records(0).create('invitation', { id, value: 'open' });
    const { revision } = (await records(0).find('invitation', id))!;

    const replaced = await Promise.all(
      numbers(0, 7).map((n) => records(n).replace('invitation', { id, value: n }, revision)),
    );

    expect(replaced.filter(Boolean)).toHaveLength(1);
    expect((await records(0).find('invitation', id))?.value).toBe(replaced.indexOf(true));
  });

  test('of several who remove the same one at once, one does', async () => {
    const records = await twoWays();
    const id = aBoardId();
    await records(0).create('flow', { id, value: 'secret' });

    const removed = await Promise.all(numbers(0, 7).map((n) => records(n).remove('flow', id)));

    expect(removed.filter(Boolean)).toHaveLength(1);
    expect(await records(0).find('flow', id)).toBeUndefined();
    expect(await records(0).remove('flow', id)).toBe(false);
  });

  test('one that was removed may be made anew, and is not taken for the old one', async () => {
    const { records } = bench.store;
    const id = aBoardId();
    await records.create('identity', { id, value: 'old' });
    const { revision } = (await records.find('identity', id))!;
    await records.remove('identity', id);

    expect(await records.create('identity', { id, value: 'new' })).toBe(true);

    expect(await records.replace('identity', { id, value: 'from the old' }, revision)).toBe(false);
    expect((await records.find('identity', id))?.value).toBe('new');
  });

  test('one that has run out counts as gone', async () => {
    const { records } = bench.store;
    const [id, group] = [aBoardId(), aBoardId()];
    const old = { id, group, expiresAt: past, value: 'old' };
    await records.put('flow', old);

    expect(await records.find('flow', id)).toBeUndefined();
    expect(await records.list('flow', { group, limit: 10 })).toEqual([]);
    expect(await records.remove('flow', id)).toBe(false);
    await records.put('flow', old);
    expect(await records.create('flow', { ...old, expiresAt: future, value: 'new' })).toBe(true);
    expect((await records.find('flow', id))?.value).toBe('new');
  });

  test('a replacement may give it another end, or none', async () => {
    const { records } = bench.store;
    const id = aBoardId();
    await records.create('token', { id, expiresAt: future, value: 1 });
    const { revision } = (await records.find('token', id))!;

    await records.replace('token', { id, value: 2 }, revision);
    const lasting = (await records.find('token', id))!;
    expect(lasting).not.toHaveProperty('expiresAt');

    await records.replace('token', { id, expiresAt: past, value: 3 }, lasting.revision);
    expect(await records.find('token', id)).toBeUndefined();
  });

  test('what has run out is removed, and nothing else', async () => {
    const { records } = bench.store;
    const [early, late, lasting] = [aBoardId(), aBoardId(), aBoardId()];
    await records.create('delivery', { id: early, expiresAt: '2100-01-01T00:00:00.000Z', value: 1 });
    await records.create('delivery', { id: late, expiresAt: '2100-01-03T00:00:00.000Z', value: 1 });
    await records.create('delivery', { id: lasting, value: 1 });

    await records.removeExpired('2100-01-02T00:00:00.000Z');

    expect(await records.find('delivery', early)).toBeUndefined();
    expect(await records.find('delivery', late)).toBeDefined();
    expect(await records.find('delivery', lasting)).toBeDefined();
  });

  test('a group is listed by id in descending order, in pages', async () => {
    const { records } = bench.store;
    const group = aBoardId();
    const ids = numbers(10, 19).map((n) => `2026-03-${String(n)} ${group}`);
    for (const id of [...ids].sort(() => Math.random() - 0.5))
      await records.create('delivery', { id, group, value: id });
    await records.create('delivery', { id: `2026-03-15x ${group}`, group: `${group}x`, value: 'other group' });
    await records.create('webhook', { id: `2026-03-15x ${group}`, group, value: 'other kind' });

    const first = await records.list('delivery', { group, limit: 6 });
    const rest = await records.list('delivery', { group, limit: 6, before: first.at(-1)!.id });

    expect([...first, ...rest].map(({ id }) => id)).toEqual([...ids].reverse());
    expect(first).toHaveLength(6);
    expect(await records.list('delivery', { group, limit: 6, before: ids[0]! })).toEqual([]);
  });

  test('a value of more than a megabyte is a bug and is not kept', async () => {
    const { records } = bench.store;
    const id = aBoardId();

    await expect(records.put('webhook', { id, value: 'x'.repeat(1_100_000) })).rejects.toThrow('1 MB');
    await records.put('webhook', { id, value: 'x'.repeat(1_000_000) });

    expect((await records.find('webhook', id))?.value).toHaveLength(1_000_000);
  });
}
