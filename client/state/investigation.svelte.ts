import { createSubscriber } from 'svelte/reactivity';
import type { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import {
  type NewEvidence,
  addEvidence,
  changeEvidence,
  readEvidence,
  removeEvidence,
} from '../../shared/document/evidence.ts';
import {
  type HypothesisStatus,
  type Stance,
  addHypothesis,
  cite,
  readHypotheses,
  removeHypothesis,
  setStatus,
} from '../../shared/document/hypothesis.ts';
import { type Act, partsOf, textOf } from '../../shared/document/investigation.ts';
import { momentsIn } from '../../shared/document/moments.ts';
import type { PersonId } from '../../shared/domain/person.ts';
import { newId } from '../connection/newId.ts';
import { type Removal, removable } from './removal.ts';

/** Where ids and the time come from; tests pass their own. */
export interface Sources {
  readonly newId: () => string;
  readonly now: () => string;
}

const browser: Sources = {
  newId,
  now: () => new Date().toISOString(),
};

/** The investigation of one ticket as a person sees and changes it: the co-edited document, made reactive. */
export class Investigation {
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  readonly #me: PersonId;
  readonly #sources: Sources;
  readonly #trackObjects: () => void;
  readonly #trackDraft: () => void;

  readonly #hypotheses = $derived.by(() => {
    this.#trackObjects();
    return readHypotheses(this.doc);
  });
  readonly #evidence = $derived.by(() => {
    this.#trackObjects();
    return readEvidence(this.doc);
  });

  readonly #moments = $derived(momentsIn({ hypotheses: this.#hypotheses, evidence: this.#evidence }));

  constructor({ doc, awareness }: { doc: Y.Doc; awareness: Awareness }, me: PersonId, sources = browser) {
    this.doc = doc;
    this.awareness = awareness;
    this.#me = me;
    this.#sources = sources;
    const { hypotheses, evidence, draft } = partsOf(doc);
    this.#trackObjects = trackDeep([hypotheses, evidence]);
    this.#trackDraft = trackDeep([draft]);
  }

  get notes(): Y.XmlFragment {
    return partsOf(this.doc).notes;
  }

  get draft(): Y.XmlFragment {
    return partsOf(this.doc).draft;
  }

  /** Oldest first, refuted ones among them. */
  get hypotheses() {
    return this.#hypotheses;
  }

  /** Oldest first. */
  get evidence() {
    return this.#evidence;
  }

  /** What was added and changed, and when: see momentsIn. */
  get moments() {
    return this.#moments;
  }

  get draftText(): string {
    this.#trackDraft();
    return textOf(this.draft);
  }

  /** Returns the id of the new hypothesis. */
  addHypothesis(text = ''): string {
    const id = this.#sources.newId();
    addHypothesis(this.doc, { id, text }, this.#act());
    return id;
  }

  setStatus(id: string, status: HypothesisStatus): void {
    const current = readHypotheses(this.doc).find((hypothesis) => hypothesis.id === id);
    if (!current || current.status === status) return;
    setStatus(this.doc, id, { status, ...this.#act() });
  }

  cite(hypothesisId: string, evidenceId: string, stance: Stance | null): void {
    cite(this.doc, hypothesisId, { evidenceId, stance });
  }

  removeHypothesis(id: string): Removal {
    return removable(partsOf(this.doc).hypotheses, () => {
      removeHypothesis(this.doc, id);
    });
  }

  /** Returns the id of the new evidence. */
  addEvidence(evidence: Omit<NewEvidence, 'id'>): string {
    const id = this.#sources.newId();
    addEvidence(this.doc, { ...evidence, id }, this.#act());
    return id;
  }

  changeEvidence(id: string, changes: Parameters<typeof changeEvidence>[2]): void {
    changeEvidence(this.doc, id, changes);
  }

  removeEvidence(id: string): Removal {
    return removable(partsOf(this.doc).evidence, () => {
      removeEvidence(this.doc, id);
    });
  }

  /** Empties the draft if it still reads as it did when it was sent; says whether it did. */
  clearDraft(sent: string): boolean {
    if (textOf(this.draft) !== sent) return false;
    this.draft.delete(0, this.draft.length);
    return true;
  }

  #act(): Act {
    return { by: this.#me, at: this.#sources.now() };
  }
}

function trackDeep(types: readonly (Y.XmlFragment | Y.Map<Y.Map<unknown>>)[]): () => void {
  return createSubscriber((update) => {
    for (const type of types) type.observeDeep(update);
    return () => {
      for (const type of types) type.unobserveDeep(update);
    };
  });
}
