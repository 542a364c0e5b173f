import type { Editor } from '@tiptap/core';
import {
  absolutePositionToRelativePosition,
  relativePositionToAbsolutePosition,
  ySyncPluginKey,
} from '@tiptap/y-tiptap';
import type { Doc, XmlFragment } from 'yjs';

interface SyncState {
  readonly doc: Doc;
  readonly type: XmlFragment;
  readonly binding: { readonly mapping: Map<never, never> };
}

/** Remembers a position so that it can be found again after others have edited around it; the end when it is gone. */
export function rememberPosition(editor: Editor, position: number): () => number {
  const remembered = inText(editor, ({ type, binding }): unknown =>
    absolutePositionToRelativePosition(position, type, binding.mapping),
  );
  return () => {
    const found = inText(editor, ({ doc, type, binding }) =>
      relativePositionToAbsolutePosition(doc, type, remembered, binding.mapping),
    );
    const end = editor.state.doc.content.size;
    return Math.min(found ?? end, end);
  };
}

function inText<T>(editor: Editor, look: (state: SyncState) => T): T {
  return look(ySyncPluginKey.getState(editor.state) as SyncState);
}
