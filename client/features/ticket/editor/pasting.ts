import { Extension } from '@tiptap/core';
import { Plugin, TextSelection } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { cleanLog, longestPaste, looksLikeLog } from './pasteRules.ts';

interface PastingOptions {
  /** Pictures and other files that were pasted or dropped, and where. */
  readonly onfiles: (files: readonly File[], position: number) => void;
  /** Text too long for the notes. */
  readonly onlongtext: (text: string, position: number) => void;
}

/** Pasting as an investigation needs it: logs keep their form, pictures are attached, nothing freezes the page. */
export const Pasting = Extension.create<PastingOptions>({
  name: 'pasting',
  // Before links and lists have a look at the clipboard.
  priority: 1100,

  addOptions: () => ({ onfiles: () => undefined, onlongtext: () => undefined }),

  addProseMirrorPlugins() {
    const { onfiles, onlongtext } = this.options;
    return [
      new Plugin({
        props: {
          handlePaste: (view, event) => {
            const files = filesOf(event.clipboardData);
            if (files.length > 0) {
              onfiles(files, view.state.selection.from);
              return true;
            }
            const text = cleanLog(event.clipboardData?.getData('text/plain') ?? '');
            if (text.length > longestPaste) {
              onlongtext(text, view.state.selection.from);
              return true;
            }
            return !view.state.selection.$from.parent.type.spec.code && looksLikeLog(text) && insertCode(view, text);
          },
          handleDrop: (view, event) => {
            // A drag from inside the editor carries no files.
            const files = filesOf(event.dataTransfer);
            if (files.length === 0) return false;
            const at = view.posAtCoords({ left: event.clientX, top: event.clientY });
            onfiles(files, at?.pos ?? view.state.doc.content.size);
            return true;
          },
        },
      }),
    ];
  },
});

/** Spreadsheets put a picture of the cells beside the text: then the text is what is meant. */
function filesOf(data: DataTransfer | null): File[] {
  return data?.getData('text/plain') === '' ? [...data.files] : [];
}

/** Puts the code block where the selection is, and the caret on a line below it. */
function insertCode(view: EditorView, text: string): boolean {
  const { codeBlock, paragraph } = view.state.schema.nodes;
  if (!codeBlock || !paragraph) return false;
  const { tr } = view.state;
  tr.replaceSelectionWith(codeBlock.create(null, view.state.schema.text(text)), false);
  const { $head } = tr.selection;
  if ($head.parent.type === codeBlock) {
    const below = $head.after();
    if (!tr.doc.resolve(below).nodeAfter) tr.insert(below, paragraph.create());
    tr.setSelection(TextSelection.near(tr.doc.resolve(below + 1)));
  }
  view.dispatch(tr.setMeta('paste', true).scrollIntoView());
  return true;
}
