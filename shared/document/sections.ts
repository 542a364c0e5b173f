import * as Y from 'yjs';
import { textOf } from './investigation.ts';

/** What stands under each heading of a text, by the heading in lower case; of two alike the first counts. */
export function sectionsOf(notes: Y.XmlFragment): ReadonlyMap<string, string> {
  const sections = new Map<string, string[]>();
  let lines: string[] = [];
  for (const block of notes.toArray()) {
    if (!(block instanceof Y.XmlElement)) continue;
    if (block.nodeName !== 'heading') {
      lines.push(textOf(block));
      continue;
    }
    lines = [];
    const title = textOf(block).trim().toLowerCase();
    if (!sections.has(title)) sections.set(title, lines);
  }
  return new Map([...sections].map(([title, under]) => [title, under.join('\n').trim()]));
}
