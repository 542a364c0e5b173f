import Image from '@tiptap/extension-image';
import { isOurFile } from './links.ts';

/** Only files of ours are shown: a picture from elsewhere would tell its owner who reads the notes, and when. */
export const Picture = Image.extend({
  parseHTML() {
    return [{ tag: 'img[src]', getAttrs: (element) => (isOurFile(element.getAttribute('src')) ? null : false) }];
  },

  renderHTML({ HTMLAttributes }) {
    const { src, alt }: Record<string, unknown> = HTMLAttributes;
    const described = typeof alt === 'string' ? alt : '';
    if (!isOurFile(src)) return ['span', { class: 'not-shown' }, `Picture from elsewhere, not shown: ${described}`];
    return ['img', { src, alt: described, loading: 'lazy', class: 'picture' }];
  },

  // `![alt](address)` as typed would bring pictures from elsewhere in.
  addInputRules: () => [],
});
