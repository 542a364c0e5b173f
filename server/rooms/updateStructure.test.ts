import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { type Random, seededRandom } from '../../test/support/seededRandom.ts';
import { Malformed } from './byteReader.ts';
import { readStructure } from './updateStructure.ts';

const rounds = process.env['SOAK'] ? 500_000 : 2_000;

/** Updates with every kind of content that documents are made of, by three people. */
function someUpdates(random: Random): Uint8Array[] {
  const updates: Uint8Array[] = [];
  const docs = [1, 2, 300].map((clientID) => Object.assign(new Y.Doc(), { clientID }));
  for (const doc of docs) {
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === 'other') return;
      updates.push(update);
      for (const other of docs) if (other !== doc) Y.applyUpdate(other, update, 'other');
    });
  }
  for (let edit = 0; edit < 250; edit += 1) random.pick(edits)(random.pick(docs), random);
  return [...updates, Y.encodeStateAsUpdate(docs[0]!), Y.mergeUpdates(updates.slice(10, 60))];
}

const edits: ((doc: Y.Doc, random: Random) => void)[] = [
  (doc, { below }) => {
    const text = doc.getText('t');
    text.insert(below(text.length + 1), 'aß€🎉'.slice(below(3)), below(2) ? { bold: true } : undefined);
  },
  (doc, { below }) => {
    const text = doc.getText('t');
    if (text.length > 0) text.delete(below(text.length), 1);
  },
  (doc, { below }) => {
    doc.getText('t').insertEmbed(below(doc.getText('t').length + 1), { image: 'x' });
  },
  (doc) => {
    const values = [1, -70, 1.5, true, null, 'text', new Uint8Array([1]), { deep: [{ er: [] }, undefined, 2n] }];
    doc.getArray('a').push(values);
  },
  (doc, { below }) => {
    const array = doc.getArray('a');
    if (array.length > 3) array.delete(below(array.length - 2), 2);
  },
  (doc, { below }) => {
    doc.getMap('m').set(`key${String(below(4))}`, new Y.Map(Object.entries({ list: new Y.Array(), n: 1 })));
  },
  (doc) => {
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [new Y.XmlText('words'), new Y.XmlElement('hardBreak')]);
    paragraph.setAttribute('level', '2');
    doc.getXmlFragment('notes').insert(0, [paragraph]);
  },
];

function mutate(bytes: Uint8Array, { below }: Random): Uint8Array {
  const changed = [...bytes];
  for (let times = below(3); times >= 0; times -= 1) {
    const at = below(changed.length);
    const change = below(4);
    if (change === 0) changed[at] = below(256);
    else if (change === 1) changed.splice(at, 1 + below(3));
    else if (change === 2) changed.splice(at, 0, below(256));
    else changed.splice(below(changed.length + 1));
  }
  return Uint8Array.from(changed);
}

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

    for (let round = 0; round < rounds; round += 1) {
      const damaged = mutate(random.pick(updates), random);
      const doc = new Y.Doc();
      if (random.below(2)) Y.applyUpdate(doc, state);
      try {
        readStructure(damaged);
      } catch (error) {
        expect(error).toBeInstanceOf(Malformed);
        continue;
      }
      accepted += 1;
      expect(
        () => {
          Y.applyUpdate(doc, damaged);
        },
        `round ${String(round)}: ${Buffer.from(damaged).toString('hex')}`,
      ).not.toThrow();
    }

    expect(accepted).toBeGreaterThan(rounds / 20);
  });
});
