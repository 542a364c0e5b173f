import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { damaged, someUpdates } from '../../test/support/damagedUpdates.ts';
import { seededRandom } from '../../test/support/seededRandom.ts';
import { Malformed } from './byteReader.ts';
import { readStructure } from './updateStructure.ts';

function textBy(clientID: number, text: string): Y.Doc {
  const doc = Object.assign(new Y.Doc(), { clientID });
  doc.getText('t').insert(0, text);
  return doc;
}

describe('the structure of an update', () => {
  test('what Yjs writes is well formed, whatever it contains', () => {
    for (const update of someUpdates(seededRandom(1))) expect(() => readStructure(update)).not.toThrow();
  });

  test('content, deletions and what content hangs on are told apart', () => {
    const one = Object.assign(new Y.Doc(), { clientID: 1 });
    one.getText('t').insert(0, 'abc');
    const two = Object.assign(new Y.Doc(), { clientID: 2 });
    Y.applyUpdate(two, Y.encodeStateAsUpdate(one));
    const before = Y.encodeStateVector(two);
    two.getText('t').insert(2, 'x');
    two.getText('t').delete(0, 2);

    expect(readStructure(Uint8Array.of(0, 0))).toMatchObject({ brings: [], deletes: [] });
    const { brings, deletes, needs } = readStructure(Y.encodeStateAsUpdate(two, before));
    expect(brings).toEqual([{ client: 2, from: 0, to: 1 }]);
    expect(deletes).toEqual([{ client: 1, from: 0, to: 2 }]);
    expect(needs).toEqual(new Map([[1, 2]]));
  });

  test('[D4] a client that comes twice is refused: Yjs would forget the first part', () => {
    const part = (text: string) => Y.encodeStateAsUpdate(textBy(1, text)).slice(1, -1);

    expect(() => readStructure(Uint8Array.of(2, ...part('a'), ...part('b'), 0))).toThrow(Malformed);
  });

  test('[D4] the same content in the V2 encoding is refused', () => {
    for (const update of someUpdates(seededRandom(2))) {
      expect(() => readStructure(Y.convertUpdateFormatV1ToV2(update))).toThrow(Malformed);
    }
  });

  test('[D4] an update that is cut short or goes on after its end is refused', () => {
    for (const update of someUpdates(seededRandom(3)).slice(0, 40)) {
      expect(() => readStructure(update.subarray(0, update.length - 1))).toThrow(Malformed);
      expect(() => readStructure(Uint8Array.of(...update, 0))).toThrow(Malformed);
    }
  });

  test('[D4] an update never reads what lies behind it in the same memory', () => {
    const memory = Uint8Array.of(
      1,
      1,
      5,
      0,
      4,
      1,
      1,
      116,
      100,
      0,
      ...Buffer.from('somebody else wrote this'.repeat(9)),
      0,
    );

    const update = memory.subarray(0, 10);

    expect(() => readStructure(update)).toThrow(Malformed);
  });

  test('[D4] a value nested a thousand times is refused rather than read by recursion', () => {
    const doc = new Y.Doc();
    let value: unknown[] = [];
    for (let depth = 0; depth < 1000; depth += 1) value = [value];
    doc.getArray('a').push([value]);

    expect(() => readStructure(Y.encodeStateAsUpdate(doc))).toThrow(Malformed);
  });

  test('[D4] of thousands of damaged updates, every one that is found well formed can be applied', () => {
    const random = seededRandom(4);
    const updates = someUpdates(random);
    const state = updates.at(-2)!;
    let accepted = 0;

    for (let round = 0; round < 2_000; round += 1) {
      const update = damaged(random.pick(updates), random);
      const doc = new Y.Doc();
      if (random.below(2)) Y.applyUpdate(doc, state);
      try {
        readStructure(update);
      } catch (error) {
        expect(error).toBeInstanceOf(Malformed);
        continue;
      }
      accepted += 1;
      expect(
        () => {
          Y.applyUpdate(doc, update);
        },
        `round ${String(round)}: ${Buffer.from(update).toString('hex')}`,
      ).not.toThrow();
    }

    expect(accepted).toBeGreaterThan(100);
  }, 30_000);
});
