import type { Extensions } from '@tiptap/core';
import { Table, TableCell, TableHeader, TableRow } from '@tiptap/extension-table';
import StarterKit from '@tiptap/starter-kit';
import { FoldingCodeBlock } from './codeBlock.ts';
import { isCompleteLink, meansToBeLink } from './links.ts';
import { Picture } from './picture.ts';

/** Column widths as style attributes are forbidden by our content security policy, and nobody needs them here. */
const PlainTable = Table.extend({
  renderHTML: () => ['div', { class: 'table-scroll' }, ['table', ['tbody', 0]]],
  addNodeView: () => null,
});

/** What the notes can hold. Undo comes with the collaboration: it takes back only what the person did. */
export const noteExtensions: Extensions = [
  StarterKit.configure({
    undoRedo: false,
    // It would write an empty paragraph into the shared document of whoever just looks.
    trailingNode: false,
    codeBlock: false,
    heading: { levels: [1, 2, 3] },
    link: {
      openOnClick: false,
      markdownLinks: true,
      defaultProtocol: 'https',
      isAllowedUri: isCompleteLink,
      shouldAutoLink: meansToBeLink,
      HTMLAttributes: { target: '_blank', rel: 'noopener noreferrer nofollow' },
    },
  }),
  FoldingCodeBlock,
  Picture,
  PlainTable.configure({ resizable: false }),
  TableRow,
  TableHeader,
  TableCell,
];
