import { Editor } from '@tiptap/core';
import Collaboration from '@tiptap/extension-collaboration';
import { Placeholder } from '@tiptap/extensions';
import type { FileReply } from '../../../../shared/protocol/http.ts';
import { blankPage } from '../editor/blankPage.ts';
import { carets } from '../editor/carets.ts';
import { noteExtensions } from '../editor/noteExtensions.ts';
import { Pasting } from '../editor/pasting.ts';
import { contentOnly } from '../editor/pasteRules.ts';
import { PlacedAwareness } from '../editor/placedAwareness.ts';
import { rememberPosition } from '../editor/position.ts';
import type { Room } from '../room.ts';

interface NotesOptions {
  readonly element: HTMLElement;
  readonly placeholder: string;
  readonly onpicture: (src: string, alt: string) => void;
  readonly onlongtext: () => void;
}

/** The rich text editor of the notes. */
export function createNotesEditor(room: Room, { element, placeholder, onpicture, onlongtext }: NotesOptions): Editor {
  const { investigation, me, mayEdit } = room;
  const editor: Editor = new Editor({
    element,
    injectCSS: false,
    content: blankPage,
    editable: mayEdit,
    extensions: [
      ...noteExtensions,
      Placeholder.configure({ placeholder, showOnlyWhenEditable: false }),
      Collaboration.configure({ fragment: investigation.notes }),
      carets(new PlacedAwareness(investigation.awareness, 'notes'), me),
      Pasting.configure({
        onfiles: (files, position) => {
          for (const file of files) attach(room, editor, { file, position });
        },
        onlongtext: (text, position) => {
          onlongtext();
          attach(room, editor, { file: new File([text], 'pasted-text.log', { type: 'text/plain' }), position });
        },
      }),
    ],
    editorProps: {
      attributes: { role: 'textbox', 'aria-multiline': 'true', 'aria-label': 'Notes', class: 'prose notes' },
      transformPastedHTML: contentOnly,
      handleClickOn: (_view, _position, node) => {
        const { src, alt }: Record<string, unknown> = node.attrs;
        if (node.type.name === 'image' && typeof src === 'string') onpicture(src, typeof alt === 'string' ? alt : '');
        return false;
      },
      handleClick: (_view, _position, event) => openedLink(event),
    },
  });
  return editor;
}

/** Sends a file and puts it where it was pasted, wherever that is by then: a picture, or a link to anything else. */
export function attach({ uploads }: Room, editor: Editor, { file, position }: { file: File; position: number }): void {
  const place = rememberPosition(editor, position);
  uploads.start(file, ({ url }: FileReply) => {
    if (editor.isDestroyed) return;
    const name = file.name === '' || file.name === 'image.png' ? 'Screenshot' : file.name;
    const content = isPicture(file)
      ? { type: 'image', attrs: { src: url, alt: name } }
      : { type: 'text', text: ` ${name}`, marks: [{ type: 'link', attrs: { href: url } }] };
    // Without asking for focus: the person may be typing elsewhere by now.
    editor.commands.insertContentAt(place(), content, { updateSelection: false });
  });
}

/** The kinds that the server recognises and shows; the rest can be downloaded. */
export function isPicture({ type }: File): boolean {
  return ['image/png', 'image/jpeg', 'image/gif', 'image/webp'].includes(type);
}

/** A click puts the caret into a link; with Cmd or Ctrl held it follows it. */
function openedLink(event: MouseEvent): boolean {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (!link?.href || !(event.metaKey || event.ctrlKey)) return false;
  window.open(link.href, '_blank', 'noopener,noreferrer');
  return true;
}
