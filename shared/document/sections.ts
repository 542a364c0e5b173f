import * as Y from 'yjs';

/** What an investigation's notes tell, by what their headings mean. */
export interface Sections {
  readonly problem: readonly string[];
  readonly impact: readonly string[];
  readonly steps: readonly string[];
}
type Meaning = keyof Sections;

/** The headings that a document begins with, and what people call them instead; in lower case, without marks. */
const titles: Readonly<Record<Meaning, readonly string[]>> = {
  problem: [
    ...['what happens', 'what happened', 'what is happening', 'what’s happening', 'what is wrong', 'what’s wrong'],
    ...['problem', 'the problem', 'problem statement', 'issue', 'the issue', 'symptom', 'symptoms', 'summary'],
  ],
  impact: [
    ...['impact', 'the impact', 'customer impact', 'business impact', 'effect', 'who is affected', 'affected'],
    ...['scope', 'severity'],
  ],
  steps: [
    ...['tried so far', 'tried', 'already tried', 'what we tried', 'what was tried', 'what i tried', 'things tried'],
    ...['steps tried', 'steps taken', 'steps so far', 'done so far', 'checked so far', 'troubleshooting'],
    ...['troubleshooting steps', 'actions taken'],
  ],
};

const meaningOf: ReadonlyMap<string, Meaning> = new Map(
  (Object.keys(titles) as Meaning[]).flatMap((meaning) => titles[meaning].map((title) => [title, meaning] as const)),
);

/** A line of the notes, or something that belongs together such as a piece of code. */
interface Line {
  readonly text: string;
  /** 1 to 6 when it is a heading. */
  readonly level?: number;
}

/**
 * The lines under each heading that means something, in the order of the notes. A heading may have any level and case,
 * also in pasted text (`## Impact`, `Impact: all of them`); what stands under its sub-headings belongs to it, and of
 * several that mean the same all count. Lines without a letter or digit are left out.
 */
export function sectionsOf(notes: Y.XmlFragment): Sections {
  const sections: Record<Meaning, string[]> = { problem: [], impact: [], steps: [] };
  let section: Section | undefined;
  for (const line of linesOf(notes)) {
    const opening = openingOf(line);
    section = opening ? { meaning: opening.meaning, level: line.level ?? section?.level ?? 1 } : going(section, line);
    const told = opening?.rest ?? withoutBullet(line.text);
    if (section && saysSomething(told)) sections[section.meaning].push(told);
  }
  return sections;
}

interface Section {
  readonly meaning: Meaning;
  readonly level: number;
}

/** Another heading ends a section unless it stands below that of the section. */
function going(section: Section | undefined, { level }: Line): Section | undefined {
  return level === undefined || level > (section?.level ?? 0) ? section : undefined;
}

/** Whether a line begins a section, and what it says already. */
function openingOf({ text }: Line): { meaning: Meaning; rest: string } | undefined {
  const whole = meaningOf.get(asTitle(text));
  if (whole) return { meaning: whole, rest: '' };
  const colon = text.indexOf(':');
  const meaning = colon < 0 ? undefined : meaningOf.get(asTitle(text.slice(0, colon)));
  return meaning && { meaning, rest: text.slice(colon + 1).trim() };
}

function asTitle(text: string): string {
  const plain = text.normalize('NFKC').toLowerCase().replaceAll("'", '’');
  return plain
    .replace(/^[^\p{L}]+/u, '')
    .replace(/[^\p{L}]+$/u, '')
    .replace(/\s+/g, ' ');
}

function saysSomething(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}

/** `- `, `* `, `3. `, `[x] ` of pasted lists. */
function withoutBullet(text: string): string {
  return text
    .replace(/^\s*(?:[-*•]|\d{1,2}[.)])\s+/u, '')
    .replace(/^\[[ x]\]\s+/i, '')
    .trim();
}

function linesOf(node: Y.XmlFragment | Y.XmlElement): Line[] {
  return childrenOf(node).flatMap((child) =>
    child instanceof Y.XmlElement ? linesOfBlock(child as Y.XmlElement) : [],
  );
}

function linesOfBlock(block: Y.XmlElement): Line[] {
  switch (block.nodeName) {
    case 'heading':
      return [{ text: inlineText(block), level: Number(block.getAttribute('level') ?? 1) }];
    case 'codeBlock':
      return [{ text: inlineText(block).trim() }];
    case 'tableRow':
      return [{ text: childrenOf(block).map(cellText).filter(saysSomething).join(' | ') }];
    default:
      if (!isText(block)) return linesOf(block);
      return inlineText(block)
        .split(/\r?\n/)
        .map((text) => ({ text: text.trim() }));
  }
}

function cellText(cell: unknown): string {
  return cell instanceof Y.XmlElement
    ? linesOf(cell as Y.XmlElement)
        .map(({ text }) => text)
        .join(' ')
    : '';
}

function isText(block: Y.XmlElement): boolean {
  return childrenOf(block).some((child) => child instanceof Y.XmlText);
}

function inlineText(block: Y.XmlElement): string {
  return childrenOf(block).map(inlinePiece).join('');
}

function inlinePiece(node: unknown): string {
  if (node instanceof Y.XmlElement) return node.nodeName === 'hardBreak' ? '\n' : inlineText(node as Y.XmlElement);
  if (!(node instanceof Y.XmlText)) return '';
  const delta = node.toDelta() as { insert: unknown }[];
  return delta.map(({ insert }) => (typeof insert === 'string' ? insert : '')).join('');
}

function childrenOf(node: Y.XmlFragment | Y.XmlElement): unknown[] {
  return node.toArray();
}
