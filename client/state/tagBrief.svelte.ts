import { createSubscriber } from 'svelte/reactivity';
import * as Y from 'yjs';
import { briefOf } from '../../shared/document/brief.ts';
import { partsOf, textOf } from '../../shared/document/investigation.ts';
import type { BriefContent } from '../../shared/domain/brief.ts';

/** What the open investigation would tell whoever is tagged, as everybody in it writes. */
export class TagBrief {
  readonly #doc: Y.Doc;
  readonly #track: () => void;
  readonly #content = $derived.by(() => {
    this.#track();
    return briefOf(this.#doc);
  });

  constructor(doc: Y.Doc) {
    this.#doc = doc;
    this.#track = createSubscriber((update) => {
      doc.on('update', update);
      return () => doc.off('update', update);
    });
  }

  get now(): BriefContent {
    return this.#content;
  }

  /** The notes say something, and not what the problem is: they are headed as people like. */
  get isToldElsewhere(): boolean {
    if (this.now.problem !== '') return false;
    const blocks = partsOf(this.#doc).notes.toArray();
    return blocks.some((one) => one instanceof Y.XmlElement && one.nodeName !== 'heading' && textOf(one) !== '');
  }
}
