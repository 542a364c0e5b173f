import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { damaged, someUpdates } from '../../test/support/damagedUpdates.ts';
import { seededRandom } from '../../test/support/seededRandom.ts';
import { Malformed } from './byteReader.ts';
import { readStructure } from './updateStructure.ts';

describe('the structure of an update', () => {
  test('what Yjs writes is well formed, whatever it contains', () => {
    for (const update of someUpdates(seededRandom(1))) expect(() => readStructure(update)).not.toThrow();
  });

  test('content and deletions are counted apart', () => {
    const doc = new Y.Doc();
    doc.getText('t').insert(0, 'abc');
    const before = Y.encodeStateVector(doc);
    doc.getText('t').delete(0, 1);

    expect(readStructure(Uint8Array.of(0, 0))).toEqual({ structs: 0, deletions: 0 });
    expect(readStructure(Y.encodeStateAsUpdate(doc, before))).toEqual({ structs: 0, deletions: 1 });
    expect(readStructure(Y.encodeStateAsUpdate(doc)).structs).toBeGreaterThan(0);
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
  });
});
