import * as Y from 'yjs';
import { partsOf } from './investigation.ts';

/** What whoever is tagged will look for first, so that nobody has to think of the headings. */
const headings = ['What happens', 'Impact', 'Tried so far'];

/** The document a ticket begins with, as a V1 update. Only the server ever applies it to an empty document. */
export function newInvestigation(): Uint8Array {
  const doc = new Y.Doc();
  const blocks = headings.flatMap((text) => {
    const heading = new Y.XmlElement('heading');
    heading.setAttribute('level', 2 as unknown as string);
    heading.insert(0, [new Y.XmlText(text)]);
    return [heading, new Y.XmlElement('paragraph')];
  });
  partsOf(doc).notes.insert(0, blocks);
  return Y.encodeStateAsUpdate(doc);
}
