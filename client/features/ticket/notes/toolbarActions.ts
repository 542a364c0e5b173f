import Bold from '@lucide/svelte/icons/bold';
import Code from '@lucide/svelte/icons/code';
import Heading from '@lucide/svelte/icons/heading';
import Italic from '@lucide/svelte/icons/italic';
import List from '@lucide/svelte/icons/list';
import ListOrdered from '@lucide/svelte/icons/list-ordered';
import Quote from '@lucide/svelte/icons/quote';
import SquareTerminal from '@lucide/svelte/icons/square-terminal';
import Table from '@lucide/svelte/icons/table';
import type { Editor } from '@tiptap/core';
import type { Component } from 'svelte';

export interface ToolbarAction {
  readonly label: string;
  readonly icon: Component;
  readonly keys?: string;
  readonly isActive: (editor: Editor) => boolean;
  readonly run: (editor: Editor) => void;
}

/** The buttons over the notes, in groups. Each can also be typed: `# `, `- `, `1. `, `> `, three backticks, `**bold**`. */
export const toolbarActions: readonly (readonly ToolbarAction[])[] = [
  [
    mark('bold', {
      label: 'Bold',
      icon: Bold,
      keys: 'mod+b',
      run: (editor) => void editor.chain().focus().toggleBold().run(),
    }),
    mark('italic', {
      label: 'Italic',
      icon: Italic,
      keys: 'mod+i',
      run: (editor) => void editor.chain().focus().toggleItalic().run(),
    }),
    mark('code', {
      label: 'Code',
      icon: Code,
      keys: 'mod+e',
      run: (editor) => void editor.chain().focus().toggleCode().run(),
    }),
  ],
  [
    mark('heading', {
      label: 'Heading',
      icon: Heading,
      run: (editor) => void editor.chain().focus().toggleHeading({ level: 2 }).run(),
    }),
    mark('bulletList', {
      label: 'List',
      icon: List,
      run: (editor) => void editor.chain().focus().toggleBulletList().run(),
    }),
    mark('orderedList', {
      label: 'Numbered list',
      icon: ListOrdered,
      run: (editor) => void editor.chain().focus().toggleOrderedList().run(),
    }),
    mark('blockquote', {
      label: 'Quote',
      icon: Quote,
      run: (editor) => void editor.chain().focus().toggleBlockquote().run(),
    }),
    mark('codeBlock', {
      label: 'Code block',
      icon: SquareTerminal,
      run: (editor) => void editor.chain().focus().toggleCodeBlock().run(),
    }),
    mark('table', {
      label: 'Table',
      icon: Table,
      run: (editor) => void editor.chain().focus().insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run(),
    }),
  ],
];

function mark(name: string, action: Omit<ToolbarAction, 'isActive'>): ToolbarAction {
  return { ...action, isActive: (editor) => editor.isActive(name) };
}
