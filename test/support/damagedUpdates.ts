import * as Y from 'yjs';
import type { Random } from './seededRandom.ts';

/** Updates with every kind of content that documents are made of, by three people. */
export function someUpdates(random: Random): Uint8Array[] {
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

/** One to three small changes, as a broken or hostile client may make them. */
export function damaged(bytes: Uint8Array, { below }: Random): Uint8Array {
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
