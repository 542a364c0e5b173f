import CodeBlock from '@tiptap/extension-code-block';
import type { NodeView } from '@tiptap/pm/view';

/** Longer blocks open folded: a pasted log must not push the investigation off the screen. */
const mostLinesUnfolded = 16;

/** A code block with its length, a copy button, and a fold that each reader sets for themselves. */
export const FoldingCodeBlock = CodeBlock.extend({
  addNodeView() {
    return ({ node }) => new FoldingView(node.textContent);
  },
}).configure({ languageClassPrefix: null, defaultLanguage: null });

class FoldingView implements NodeView {
  readonly dom = document.createElement('div');
  readonly contentDOM = document.createElement('code');
  readonly #bar = document.createElement('div');
  readonly #count = document.createElement('span');
  readonly #fold = button('');
  #text: string;

  constructor(text: string) {
    this.#text = text;
    this.dom.className = 'code-block';
    this.dom.dataset['folded'] = String(lineCount(text) > mostLinesUnfolded);
    const copy = button('Copy');
    copy.addEventListener('click', () => void this.#copy(copy));
    this.#fold.addEventListener('click', () => {
      this.#toggle();
    });
    this.#bar.className = 'code-bar';
    this.#bar.contentEditable = 'false';
    this.#bar.append(this.#count, this.#fold, copy);
    const pre = document.createElement('pre');
    // Long lines scroll, for the keyboard too.
    pre.tabIndex = 0;
    pre.append(this.contentDOM);
    this.dom.append(this.#bar, pre);
    this.#describe();
  }

  update(node: Parameters<NonNullable<NodeView['update']>>[0]): boolean {
    if (node.type.name !== 'codeBlock') return false;
    this.#text = node.textContent;
    this.#describe();
    return true;
  }

  stopEvent(event: Event): boolean {
    return this.#bar.contains(event.target as Node);
  }

  ignoreMutation(mutation: { readonly target: Node }): boolean {
    return mutation.target === this.dom || this.#bar.contains(mutation.target);
  }

  #toggle(): void {
    this.dom.dataset['folded'] = String(this.dom.dataset['folded'] !== 'true');
    this.#describe();
  }

  #describe(): void {
    const lines = lineCount(this.#text);
    this.#count.textContent = lines === 1 ? '1 line' : `${String(lines)} lines`;
    this.#fold.hidden = lines <= mostLinesUnfolded;
    this.#fold.textContent = this.dom.dataset['folded'] === 'true' ? 'Show all' : 'Fold';
    this.#fold.setAttribute('aria-expanded', String(this.dom.dataset['folded'] !== 'true'));
  }

  async #copy(control: HTMLButtonElement): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.#text);
      control.textContent = 'Copied';
    } catch {
      control.textContent = 'Could not copy';
    }
    setTimeout(() => (control.textContent = 'Copy'), 1600);
  }
}

function button(text: string): HTMLButtonElement {
  const element = document.createElement('button');
  element.type = 'button';
  element.textContent = text;
  return element;
}

function lineCount(text: string): number {
  return text.split('\n').length;
}
