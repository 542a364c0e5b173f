import type { Editor } from '@tiptap/core';
import { createSubscriber } from 'svelte/reactivity';

/** An editor whose state can be asked reactively: what is active, what can be done. */
export class LiveEditor {
  readonly #editor: Editor;
  readonly #track: () => void;

  constructor(editor: Editor) {
    this.#editor = editor;
    this.#track = createSubscriber((update) => {
      editor.on('transaction', update);
      editor.on('focus', update);
      editor.on('blur', update);
      return () => {
        editor.off('transaction', update);
        editor.off('focus', update);
        editor.off('blur', update);
      };
    });
  }

  /** The editor as it is now. */
  get now(): Editor {
    this.#track();
    return this.#editor;
  }

  /** A chain of commands that starts by going back to the text. */
  do() {
    return this.#editor.chain().focus();
  }
}
