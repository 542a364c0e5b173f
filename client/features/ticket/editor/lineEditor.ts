import { Editor, Extension } from '@tiptap/core';
import Collaboration from '@tiptap/extension-collaboration';
import { Placeholder } from '@tiptap/extensions';
import StarterKit from '@tiptap/starter-kit';
import type { XmlFragment } from 'yjs';
import type { Room } from '../room.ts';
import { blankPage } from './blankPage.ts';
import { carets } from './carets.ts';
import { cleanLog } from './pasteRules.ts';
import { PlacedAwareness } from './placedAwareness.ts';

/** How whoever shows an editor puts the caret into it. */
export interface LineHandle {
  focus: () => void;
}

export interface LineOptions {
  readonly element: HTMLElement;
  readonly fragment: XmlFragment;
  /** Where it is in the investigation, for presence. */
  readonly place: string;
  readonly label: string;
  readonly placeholder: string;
  /** Enter goes on from here instead of starting a paragraph; Shift+Enter still starts one. */
  readonly onenter?: (() => void) | undefined;
  /** Cmd or Ctrl and Enter. */
  readonly onsend?: (() => void) | undefined;
}

/** An editor for plain paragraphs, co-edited per character: statements, facts and the draft. */
export function createLineEditor({ investigation, me, mayEdit }: Room, options: LineOptions): Editor {
  const { element, fragment, place, label, placeholder } = options;
  return new Editor({
    element,
    injectCSS: false,
    content: blankPage,
    editable: mayEdit,
    extensions: [
      plainParagraphs,
      Placeholder.configure({ placeholder, showOnlyWhenEditable: false }),
      Collaboration.configure({ fragment }),
      carets(new PlacedAwareness(investigation.awareness, place), me),
      lineKeys(options),
    ],
    editorProps: {
      attributes: {
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-label': label,
        class: 'prose',
        spellcheck: 'true',
      },
      transformPastedText: cleanLog,
    },
  });
}

const plainParagraphs = StarterKit.configure({
  undoRedo: false,
  trailingNode: false,
  blockquote: false,
  bold: false,
  bulletList: false,
  code: false,
  codeBlock: false,
  hardBreak: false,
  heading: false,
  horizontalRule: false,
  italic: false,
  link: false,
  listItem: false,
  listKeymap: false,
  orderedList: false,
  strike: false,
  underline: false,
});

function lineKeys({ onenter, onsend }: LineOptions) {
  return Extension.create({
    name: 'lineKeys',
    priority: 1200,
    addKeyboardShortcuts() {
      return {
        'Mod-Enter': () => {
          (onsend ?? onenter)?.();
          return true;
        },
        Enter: () => {
          onenter?.();
          return onenter !== undefined;
        },
        'Shift-Enter': () => this.editor.commands.splitBlock(),
      };
    },
  });
}
