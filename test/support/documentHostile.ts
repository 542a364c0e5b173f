import * as Y from 'yjs';
import { partsOf } from '../../shared/document/investigation.ts';
import { addEvidence } from '../../shared/document/evidence.ts';
import { addHypothesis } from '../../shared/document/hypothesis.ts';
import { hostileAddresses, hostileTexts } from './hostileText.ts';

const act = { by: hostileTexts[0] ?? '', at: '2026-03-02T12:00:00.000Z' };

/** Node types that no investigation has, and those that it has. */
const nodes = ['script', 'iframe', 'svg', 'style', 'object', 'img', 'a', 'onclick', 'image', 'codeBlock', 'heading'];
const attributes = [
  'src',
  'href',
  'onclick',
  'onerror',
  'style',
  'class',
  'srcdoc',
  'language',
  'level',
  'alt',
  'title',
];

/** Writes into a document what no page of ours would: text, nodes, attributes and marks of every kind, everywhere. */
export function writeHostileDocument(doc: Y.Doc): void {
  const { notes, draft, hypotheses, evidence } = partsOf(doc);
  notes.push(hostileTexts.map((text) => paragraph(text)));
  draft.push(hostileTexts.slice(0, 60).map((text) => paragraph(text)));
  notes.push(hostileAddresses.flatMap((address) => [link(address), picture(address), code(address)]));
  for (const [at, text] of hostileTexts.filter((_text, index) => index % 8 === 0).entries()) {
    addHypothesis(doc, { id: `h${String(at)}`, text, nextTest: text }, act);
    addEvidence(doc, { id: `e${String(at)}`, kind: 'log', text, source: text, file: fileFor(at) }, act);
    hypotheses.set(text, new Y.Map(Object.entries({ statement: new Y.XmlFragment(), author: text })));
  }
  for (const address of hostileAddresses) {
    addEvidence(doc, { id: address, kind: 'screenshot', text: address, source: address, file: address }, act);
  }
  // What is not of the right form at all.
  for (const [at, value] of [hostileTexts[0], [hostileTexts[1]], { html: hostileTexts[2] }].entries()) {
    evidence.set(`wrong${String(at)}`, value as unknown as Y.Map<unknown>);
    hypotheses.set(
      `wrong${String(at)}`,
      new Y.Map(Object.entries({ statement: value, history: value, evidence: value })),
    );
  }
}

/** Written last: editors take out what they have no word for, and that is fine. */
export function writeUnknownNodes(doc: Y.Doc): void {
  const { notes } = partsOf(doc);
  for (const name of nodes) {
    const node = new Y.XmlElement(name);
    for (const [at, attribute] of attributes.entries()) {
      node.setAttribute(attribute, hostileTexts[at * 7] ?? hostileAddresses[0] ?? '');
    }
    node.insert(0, [new Y.XmlText(hostileTexts[3])]);
    notes.push([node]);
  }
}

function fileFor(at: number): string {
  return hostileAddresses[at % hostileAddresses.length] ?? '';
}

function paragraph(text: string): Y.XmlElement {
  const element = new Y.XmlElement('paragraph');
  element.insert(0, [new Y.XmlText(text)]);
  return element;
}

function link(address: string): Y.XmlElement {
  const text = new Y.XmlText();
  text.insert(0, 'a link', { link: { href: address, target: '_self', rel: address, class: address } });
  text.insert(6, ' and a mark', { [address]: { onclick: address }, bold: { style: address } });
  const element = new Y.XmlElement('paragraph');
  element.insert(0, [text]);
  return element;
}

function picture(address: string): Y.XmlElement {
  const element = new Y.XmlElement('image');
  element.setAttribute('src', address);
  element.setAttribute('alt', address);
  element.setAttribute('title', address);
  return element;
}

function code(language: string): Y.XmlElement {
  const element = new Y.XmlElement('codeBlock');
  element.setAttribute('language', language);
  element.insert(0, [new Y.XmlText(hostileTexts[0])]);
  return element;
}
