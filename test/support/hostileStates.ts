import * as Y from 'yjs';
import { partsOf } from '../../shared/document/investigation.ts';
import { hostileAddresses, hostileTexts } from './hostileText.ts';

/** What a client may tell of itself: hostile texts in every place that something is read from, and forms that nobody expects. */
export function hostileStates(doc: Y.Doc): unknown[] {
  const [text = '', , other = ''] = hostileTexts;
  const everything = hostileTexts.join(' ');
  const caret = caretIn(doc);
  const user = { id: text, name: everything, hue: text, color: hostileAddresses[0], image: hostileAddresses[11] };
  const wrong = [
    text,
    [text],
    { type: text, tname: other, item: text, assoc: text },
    { item: { client: text, clock: other } },
  ];
  return [
    { user, place: 'notes', cursor: caret },
    { user, place: text, cursor: caret },
    { user: text, place: { text }, cursor: text },
    { user: [text], place: [text], [text]: other, __proto__: { pwned: 1 }, style: `background:url(${everything})` },
    ...wrong.map((position) => ({ user, place: 'notes', cursor: { anchor: position, head: position } })),
    ...wrong.map((position) => ({ user, place: 'draft', cursor: { anchor: caret.anchor, head: position } })),
    // The last is one that shows.
    { user, place: 'notes', cursor: caret, color: 'red;background:url(//beacon.invalid/x)' },
  ];
}

function caretIn(doc: Y.Doc): { readonly anchor: unknown; readonly head: unknown } {
  const { notes } = partsOf(doc);
  const texts = notes.toArray().flatMap((node) => (node instanceof Y.XmlElement ? node.toArray() : []));
  const at = texts.find((text) => text instanceof Y.XmlText && text.length > 3);
  if (!(at instanceof Y.XmlText)) throw new Error('there is nothing in the notes yet');
  const position = (index: number): unknown =>
    Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(at, index));
  return { anchor: position(0), head: position(3) };
}
