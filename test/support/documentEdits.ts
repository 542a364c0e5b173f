import * as Y from 'yjs';
import {
  addEvidence,
  changeEvidence,
  evidenceKinds,
  readEvidence,
  removeEvidence,
} from '../../shared/document/evidence.ts';
import {
  addHypothesis,
  cite,
  hypothesisStatuses,
  readHypotheses,
  removeHypothesis,
  setStatus,
} from '../../shared/document/hypothesis.ts';
import { type Act, partsOf } from '../../shared/document/investigation.ts';
import type { Random } from './seededRandom.ts';

type Edit = (doc: Y.Doc, random: Random) => void;

/** What people do to an investigation, the frequent more often. */
const edits: readonly [number, Edit][] = [
  [
    8,
    (doc, random) => {
      type(random.pick([partsOf(doc).notes, partsOf(doc).draft]), random);
    },
  ],
  [
    4,
    (doc, random) => {
      erase(partsOf(doc).notes, random);
    },
  ],
  [
    3,
    (doc, random) => {
      splitBlocks(partsOf(doc).notes, random);
    },
  ],
  [
    1,
    (doc, random) => {
      removeBlock(partsOf(doc).notes, random);
    },
  ],
  [
    2,
    (doc, random) => {
      emphasise(partsOf(doc).notes, random);
    },
  ],
  [
    2,
    (doc, random) => {
      addHypothesis(doc, { id: anId(random), text: aWord(random) }, anAct(random));
    },
  ],
  [
    3,
    (doc, random) => {
      const hypothesis = anyOf(readHypotheses(doc), random);
      if (hypothesis) type(hypothesis.statement, random);
    },
  ],
  [
    3,
    (doc, random) => {
      const hypothesis = anyOf(readHypotheses(doc), random);
      if (hypothesis) setStatus(doc, hypothesis.id, { status: random.pick(hypothesisStatuses), ...anAct(random) });
    },
  ],
  [
    2,
    (doc, random) => {
      const hypothesis = anyOf(readHypotheses(doc), random);
      const stance = random.pick(['for', 'against', null] as const);
      if (hypothesis) cite(doc, hypothesis.id, { evidenceId: anId(random), stance });
    },
  ],
  [
    1,
    (doc, random) => {
      const hypothesis = anyOf(readHypotheses(doc), random);
      if (hypothesis) removeHypothesis(doc, hypothesis.id);
    },
  ],
  [
    2,
    (doc, random) => {
      addEvidence(doc, { id: anId(random), kind: random.pick(evidenceKinds), text: aWord(random) }, anAct(random));
    },
  ],
  [
    2,
    (doc, random) => {
      const evidence = anyOf(readEvidence(doc), random);
      if (evidence) changeEvidence(doc, evidence.id, { source: aWord(random) });
    },
  ],
  [
    1,
    (doc, random) => {
      const evidence = anyOf(readEvidence(doc), random);
      if (evidence) removeEvidence(doc, evidence.id);
    },
  ],
];

const likely = weighted(edits);

export function editAtRandom(doc: Y.Doc, random: Random): void {
  random.pick(likely)(doc, random);
}

/** Repeats everything as often as its weight, to pick from. */
export function weighted<T>(all: readonly (readonly [number, T])[]): readonly T[] {
  return all.flatMap(([weight, one]) => Array.from({ length: weight }, () => one));
}

/** All that can be seen of an investigation, for comparison. */
export function contentOf(doc: Y.Doc): unknown {
  const { notes, draft, hypotheses, evidence } = partsOf(doc);
  return { notes: notes.toJSON(), draft: draft.toJSON(), hypotheses: hypotheses.toJSON(), evidence: evidence.toJSON() };
}

/**
 * How much of what each client wrote is still there. Without marks: where two cancel each other out, Yjs takes them away
 * on some replicas and not on others, and all read the same.
 */
export function remainingOf(doc: Y.Doc): Record<string, number> {
  const remaining: Record<string, number> = {};
  for (const [client, structs] of doc.store.clients) {
    const visible = structs.filter(
      (struct) => struct instanceof Y.Item && !struct.deleted && !(struct.content instanceof Y.ContentFormat),
    );
    remaining[client] = visible.reduce((sum, { length }) => sum + length, 0);
  }
  return remaining;
}

function type(fragment: Y.XmlFragment, random: Random): void {
  const text = anyText(fragment, random);
  if (text) text.insert(aPlace(text, random), aWord(random));
  else fragment.insert(0, [aParagraph(aWord(random))]);
}

function erase(fragment: Y.XmlFragment, random: Random): void {
  const text = anyText(fragment, random);
  if (!text) return;
  const [from, to] = [aPlace(text, random), aPlace(text, random)].sort((a, b) => a - b) as [number, number];
  text.delete(from, to - from);
}

function splitBlocks(fragment: Y.XmlFragment, random: Random): void {
  fragment.insert(random.below(fragment.length + 1), [aParagraph(aWord(random)), aParagraph('')]);
}

function removeBlock(fragment: Y.XmlFragment, random: Random): void {
  if (fragment.length > 0) fragment.delete(random.below(fragment.length), 1);
}

function emphasise(fragment: Y.XmlFragment, random: Random): void {
  const text = anyText(fragment, random);
  if (!text) return;
  const from = aPlace(text, random);
  text.format(from, text.length - from, { bold: random.below(2) > 0 || null });
}

/** Between two characters. Within one of those that take two units, Yjs itself does not converge; editors never go there. */
function aPlace(text: Y.XmlText, random: Random): number {
  const delta = text.toDelta() as { insert: string }[];
  const characters = Array.from(delta.map(({ insert }) => insert).join(''));
  return characters.slice(0, random.below(characters.length + 1)).join('').length;
}

function anyText(fragment: Y.XmlFragment, random: Random): Y.XmlText | undefined {
  const texts = [...fragment.createTreeWalker((node) => node instanceof Y.XmlText)] as Y.XmlText[];
  return anyOf(texts, random);
}

function aParagraph(text: string): Y.XmlElement {
  const paragraph = new Y.XmlElement('paragraph');
  paragraph.insert(0, [new Y.XmlText(text)]);
  return paragraph;
}

function anyOf<T>(from: readonly T[], random: Random): T | undefined {
  return from.length > 0 ? random.pick(from) : undefined;
}

function anId(random: Random): string {
  return `id-${String(random.below(1_000_000))}`;
}

function aWord(random: Random): string {
  return random.pick(['timeout ', 'cache ', 'DNS ', '502 ', 'grüße ', '🎉 ']);
}

function anAct(random: Random): Act {
  return { by: 'ada', at: `2026-03-02T12:00:00.${String(random.below(1000)).padStart(3, '0')}Z` };
}
