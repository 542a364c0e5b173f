import * as Y from 'yjs';
import { dedented } from './prose.ts';

/**
 * Notes as blocks of the editor's schema. A block is a `## heading`, a paragraph, a list of `- ` or `1. ` items, a
 * `> quote`, a `| table |` with its headings first, `---`, or code between `~~~language` and `~~~`.
 */
export function richText(literal: string): Y.XmlElement[] {
  return blocksIn(dedented(literal)).map(elementOf);
}

type Block = { readonly kind: 'code'; readonly language: string; readonly lines: string[] } | Lines;
interface Lines {
  readonly kind: 'lines';
  readonly lines: string[];
}

function blocksIn(lines: readonly string[]): Block[] {
  const blocks: Block[] = [];
  let open: Block | undefined;
  for (const line of lines) {
    const fence = line.startsWith('~~~');
    if (open?.kind === 'code') {
      if (fence) open = undefined;
      else open.lines.push(line);
    } else if (fence) {
      open = { kind: 'code', language: line.slice(3), lines: [] };
      blocks.push(open);
    } else if (line === '') open = undefined;
    else if (open) open.lines.push(line);
    else {
      open = { kind: 'lines', lines: [line] };
      blocks.push(open);
    }
  }
  return blocks;
}

function elementOf(block: Block): Y.XmlElement {
  if (block.kind === 'lines') return elementOfLines(block.lines);
  const code = new Y.XmlText(block.lines.join('\n'));
  return element('codeBlock', block.language === '' ? {} : { language: block.language }, [code]);
}

/** What a block is shows in how its first line begins. */
const starts: readonly (readonly [RegExp, (lines: readonly string[]) => Y.XmlElement])[] = [
  [/^#{1,3} /, ([line = '']) => element('heading', { level: line.indexOf(' ') }, inline(line.replace(/^#+ /, '')))],
  [/^---$/, () => element('horizontalRule', {}, [])],
  [/^\|/, (lines) => element('table', {}, lines.map(rowOf))],
  [/^- /, (lines) => element('bulletList', {}, itemsOf(lines))],
  [/^\d+\. /, (lines) => element('orderedList', { start: 1 }, itemsOf(lines))],
  [/^> /, (lines) => element('blockquote', {}, [paragraph(lines.map((line) => line.replace(/^> ?/, '')).join(' '))])],
];

function elementOfLines(lines: readonly string[]): Y.XmlElement {
  const [first = ''] = lines;
  const make = starts.find(([start]) => start.test(first))?.[1];
  return make ? make(lines) : paragraph(lines.join(' '));
}

function itemsOf(lines: readonly string[]): Y.XmlElement[] {
  const items: string[] = [];
  for (const line of lines) {
    const item = /^(?:- |\d+\. )(.*)$/.exec(line);
    if (item) items.push(item[1] ?? '');
    else items.push(`${items.pop() ?? ''} ${line.trim()}`);
  }
  return items.map((item) => element('listItem', {}, [paragraph(item)]));
}

function rowOf(line: string, index: number): Y.XmlElement {
  const cells = line
    .split('|')
    .slice(1, -1)
    .map((cell) => paragraph(cell.trim()));
  const name = index === 0 ? 'tableHeader' : 'tableCell';
  return element(
    'tableRow',
    {},
    cells.map((cell) => element(name, { colspan: 1, rowspan: 1 }, [cell])),
  );
}

function paragraph(text: string): Y.XmlElement {
  return element('paragraph', {}, inline(text));
}

/** `**bold**`, `*italic*`, `''code''` and `[text](address)`. */
function inline(text: string): Y.XmlText[] {
  if (text === '') return [];
  const written = new Y.XmlText();
  let length = 0;
  for (const run of text.split(/(\*\*.+?\*\*|\*\S.*?\*|''.+?''|\[[^\]]+\]\([^)]+\))/)) {
    if (run === '') continue;
    const { words, marks } = markedUp(run);
    // Marks that are not named would be taken over from the run before.
    written.insert(length, words, { bold: null, italic: null, code: null, link: null, ...marks });
    length += words.length;
  }
  return [written];
}

function markedUp(run: string): { words: string; marks: Readonly<Record<string, object>> } {
  if (/^\*\*.+\*\*$/.test(run)) return { words: run.slice(2, -2), marks: { bold: {} } };
  if (/^\*\S.*\*$/.test(run)) return { words: run.slice(1, -1), marks: { italic: {} } };
  if (/^''.+''$/.test(run)) return { words: run.slice(2, -2), marks: { code: {} } };
  const link = /^\[([^\]]+)\]\(([^)]+)\)$/.exec(run);
  if (link) return { words: link[1] ?? '', marks: { link: { href: link[2] } } };
  return { words: run, marks: {} };
}

function element(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  children: (Y.XmlElement | Y.XmlText)[],
): Y.XmlElement {
  const made = new Y.XmlElement<Record<string, string | number>>(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.insert(0, children);
  return made as Y.XmlElement;
}
