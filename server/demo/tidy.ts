import * as Y from 'yjs';
import { readEvidence, removeEvidence } from '../../shared/document/evidence.ts';
import { type Hypothesis, readHypotheses, removeHypothesis } from '../../shared/document/hypothesis.ts';
import { partsOf, textOf } from '../../shared/document/investigation.ts';
import type { PersonId } from '../../shared/domain/person.ts';
import type { Scene } from './scene.ts';
import { removeBlock } from './typing.ts';

/** Ids of what a scene adds: the same on every visit, so that it is there once at most. */
export function sceneIds({ key }: Scene): { hypothesis: string; evidence: string } {
  return { hypothesis: `demo-${key}`, evidence: `demo-${key}-evidence` };
}

/** Takes out what an earlier visit left, apart from what somebody real has changed or built on. */
export function tidy(doc: Y.Doc, scene: Scene, isReal: (person: PersonId) => boolean): void {
  doc.transact(() => {
    for (const block of leftNotes(doc, scene)) removeBlock(partsOf(doc).notes, block);
    tidyHypothesis(doc, scene, isReal);
    tidyEvidence(doc, scene);
  });
}

/** Shorter than this, a beginning could be anybody's. */
const recognisableFrom = 8;

/** Paragraphs with a line of the scene, or with its beginning where a visit was cut off. */
export function leftNotes(doc: Y.Doc, { notes }: Scene): Y.XmlElement[] {
  return partsOf(doc)
    .notes.toArray()
    .flatMap((block) => {
      if (!(block instanceof Y.XmlElement) || block.nodeName !== 'paragraph') return [];
      const text = textOf(block);
      const isOurs = text.length >= recognisableFrom && notes.some((line) => line.startsWith(text));
      return isOurs ? [block] : [];
    });
}

function tidyHypothesis(doc: Y.Doc, scene: Scene, isReal: (person: PersonId) => boolean): void {
  const ids = sceneIds(scene);
  const left = readHypotheses(doc).find(({ id }) => id === ids.hypothesis);
  if (left && isUnchanged(left, scene) && !left.history.some(({ by }) => isReal(by))) removeHypothesis(doc, left.id);
}

function isUnchanged({ text, nextTestText, evidence }: Hypothesis, scene: Scene): boolean {
  const own = sceneIds(scene).evidence;
  const { hypothesis } = scene;
  const isAsTyped = hypothesis.text.startsWith(text) && hypothesis.nextTest.startsWith(nextTestText);
  return isAsTyped && evidence.every(({ evidenceId }) => evidenceId === own);
}

function tidyEvidence(doc: Y.Doc, scene: Scene): void {
  const { evidence: id } = sceneIds(scene);
  const isCited = readHypotheses(doc).some(({ evidence }) => evidence.some(({ evidenceId }) => evidenceId === id));
  const left = readEvidence(doc).find((evidence) => evidence.id === id);
  if (left && !isCited && left.file === null && scene.evidence.text.startsWith(left.text)) removeEvidence(doc, id);
}
