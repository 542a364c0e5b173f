import type { Editor } from '@tiptap/core';
import { Selection } from '@tiptap/pm/state';

/** Puts the caret at the end of the section with this heading; makes the section when there is none. */
export function writeSection(editor: Editor, title: string): void {
  const end = endOfSection(editor, title);
  if (end !== undefined) {
    editor.chain().focus(end).scrollIntoView().run();
    return;
  }
  editor
    .chain()
    .focus('end')
    .insertContentAt(editor.state.doc.content.size, [
      { type: 'heading', attrs: { level: 2 }, content: [{ type: 'text', text: title }] },
      { type: 'paragraph' },
    ])
    .focus('end')
    .scrollIntoView()
    .run();
}

/** The position in the last block before the next heading; a heading without a block of its own gets one. */
function endOfSection({ state, commands }: Editor, title: string): number | undefined {
  let headingEnd: number | undefined;
  let end: number | undefined;
  let isOver = false;
  state.doc.forEach((node, offset) => {
    if (isOver) return;
    if (node.type.name === 'heading') {
      if (headingEnd !== undefined) isOver = true;
      else if (node.textContent.trim().toLowerCase() === title.toLowerCase()) headingEnd = offset + node.nodeSize;
    } else if (headingEnd !== undefined) end = offset + node.nodeSize;
  });
  // A list ends deeper inside than a paragraph does.
  if (end !== undefined) return Selection.near(state.doc.resolve(end), -1).to;
  if (headingEnd === undefined) return undefined;
  commands.insertContentAt(headingEnd, { type: 'paragraph' });
  return headingEnd + 1;
}
