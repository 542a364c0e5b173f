import * as Y from 'yjs';
import type { PersonId } from '../domain/person.ts';

/** The four parts of an investigation and where each lives in the document. */
export function partsOf(doc: Y.Doc): Investigation {
  return {
    notes: doc.getXmlFragment('notes'),
    draft: doc.getXmlFragment('draft'),
    hypotheses: doc.getMap('hypotheses'),
    evidence: doc.getMap('evidence'),
  };
}

export interface Investigation {
  /** Rich text. */
  readonly notes: Y.XmlFragment;
  /** The next customer update, plain paragraphs. */
  readonly draft: Y.XmlFragment;
  readonly hypotheses: Y.Map<Y.Map<unknown>>;
  readonly evidence: Y.Map<Y.Map<unknown>>;
}

/** Who did something to an investigation, and when (ISO 8601). */
export interface Act {
  readonly by: PersonId;
  readonly at: string;
}

/** The words in a fragment: one line per block, marks and layout dropped. */
export function textOf(fragment: Y.XmlFragment | Y.XmlElement): string {
  return fragment.toArray().map(blockText).join('\n').trim();
}

function blockText(node: unknown): string {
  if (node instanceof Y.XmlText) return plainText(node);
  if (!(node instanceof Y.XmlElement)) return '';
  if (node.nodeName === 'hardBreak') return '\n';
  const children: unknown[] = node.toArray();
  const isOneLine = children.some((child) => child instanceof Y.XmlText);
  return children.map(blockText).join(isOneLine ? '' : '\n');
}

function plainText(text: Y.XmlText): string {
  const delta = text.toDelta() as { insert: unknown }[];
  return delta.map(({ insert }) => (typeof insert === 'string' ? insert : '')).join('');
}

/** Puts plain text into an empty fragment, a paragraph per line: used where documents are seeded. */
export function writeText(fragment: Y.XmlFragment, text: string): void {
  const paragraphs = text.split(/\r?\n/).map((line) => {
    const paragraph = new Y.XmlElement('paragraph');
    if (line !== '') paragraph.insert(0, [new Y.XmlText(line)]);
    return paragraph;
  });
  fragment.insert(fragment.length, paragraphs);
}
