import * as Y from 'yjs';
import type { Chance } from './chance.ts';
import type { OpenInvestigation } from './openInvestigation.ts';

/** Waits; rejects when the demo ends. */
export type Pause = (ms: number) => Promise<void>;

export interface Hands {
  readonly chance: Chance;
  readonly pause: Pause;
  /** False as soon as somebody real needs the place. */
  readonly mayGoOn: () => boolean;
}

/** Writes into a paragraph as people do, a character at a time behind a caret. False when it had to be left unfinished. */
export async function type(
  { doc, showCaret }: Pick<OpenInvestigation, 'doc' | 'showCaret'>,
  { paragraph, text }: { paragraph: Y.XmlElement; text: string },
  { chance, pause, mayGoOn }: Hands,
): Promise<boolean> {
  const written = new Y.XmlText();
  doc.transact(() => {
    paragraph.delete(0, paragraph.length);
    paragraph.insert(0, [written]);
  });
  for (const char of text) {
    if (!mayGoOn() || !isThere(written)) return false;
    written.insert(written.length, char);
    showCaret(written, written.length);
    await pause(chance.between(45, 130) + (/[.,:;]/.test(char) ? 350 : 0) + (char === ' ' ? chance.between(0, 90) : 0));
  }
  return true;
}

/** Somebody else may have deleted what one is writing in. */
function isThere(written: Y.XmlText): boolean {
  return written._item?.deleted === false;
}

/** A new paragraph at the end, above an empty one that an editor keeps there. */
export function addParagraph(fragment: Y.XmlFragment): Y.XmlElement {
  const paragraph = new Y.XmlElement('paragraph');
  const last = fragment.length > 0 ? fragment.get(fragment.length - 1) : undefined;
  const isEmpty = last instanceof Y.XmlElement && last.nodeName === 'paragraph' && last.length === 0;
  fragment.insert(fragment.length - (isEmpty ? 1 : 0), [paragraph]);
  return paragraph;
}

export function removeBlock(fragment: Y.XmlFragment, block: Y.XmlElement | Y.XmlText): void {
  const place = fragment.toArray().indexOf(block);
  if (place >= 0) fragment.delete(place);
}
