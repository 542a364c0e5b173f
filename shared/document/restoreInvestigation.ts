import * as Y from 'yjs';
import { partsOf } from './investigation.ts';

/**
 * Writes what an investigation held earlier into the current document, as an ordinary change: what is the same stays as
 * it is, so that whoever writes there at this moment is not disturbed; everything else is written anew. Ids and state
 * vectors of the earlier document mean nothing in the current one.
 */
export function restoreInvestigation(current: Y.Doc, earlier: Y.Doc): void {
  const [now, before] = [partsOf(current), partsOf(earlier)];
  current.transact(() => {
    restoreText(now.notes, before.notes);
    restoreText(now.draft, before.draft);
    restoreFields(now.hypotheses, before.hypotheses);
    restoreFields(now.evidence, before.evidence);
  });
}

type Block = Y.XmlElement | Y.XmlText | Y.XmlHook;

/** Blocks that are the same at the beginning and at the end stay. */
function restoreText(now: Y.XmlFragment, before: Y.XmlFragment): void {
  const [mine, theirs] = [blocksOf(now), blocksOf(before)];
  const [mineTold, theirsTold] = [mine.map(told), theirs.map(told)];
  const most = Math.min(mine.length, theirs.length);
  let start = 0;
  while (start < most && mineTold[start] === theirsTold[start]) start += 1;
  let end = 0;
  while (end < most - start && mineTold.at(-1 - end) === theirsTold.at(-1 - end)) end += 1;
  now.delete(start, mine.length - end - start);
  now.insert(
    start,
    theirs.slice(start, theirs.length - end).map((block) => copyOf(block) as Y.XmlElement | Y.XmlText),
  );
}

function restoreFields(now: Y.Map<Y.Map<unknown>>, before: Y.Map<Y.Map<unknown>>): void {
  for (const key of [...now.keys()]) if (!before.has(key)) now.delete(key);
  for (const [key, value] of before.entries()) {
    if (now.has(key) && told(now.get(key)) === told(value)) continue;
    now.set(key, copyOf(value) as Y.Map<unknown>);
  }
}

function blocksOf(fragment: Y.XmlFragment): Block[] {
  return fragment.toArray();
}

/** The same text for the same content. */
function told(value: unknown): string {
  return JSON.stringify(plainOf(value));
}

function plainOf(value: unknown): unknown {
  if (value instanceof Y.XmlElement) {
    return ['element', value.nodeName, sorted(Object.entries(value.getAttributes())), value.toArray().map(plainOf)];
  }
  if (value instanceof Y.Text) return ['text', (value.toDelta() as unknown[]).map(plainDelta)];
  if (value instanceof Y.XmlFragment) return ['fragment', value.toArray().map(plainOf)];
  if (value instanceof Y.Map) return ['map', sorted([...value.entries()]).map(([key, field]) => [key, plainOf(field)])];
  if (value instanceof Y.Array) return ['array', value.toArray().map(plainOf)];
  return typeof value === 'bigint' ? `${String(value)}n` : (value ?? null);
}

function plainDelta(part: unknown): unknown {
  const { insert, attributes = {} } = part as { insert: unknown; attributes?: object };
  return [plainOf(insert), sorted(Object.entries(attributes))];
}

function sorted<T>(entries: readonly (readonly [string, T])[]): (readonly [string, T])[] {
  return [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** A new value or Yjs type with the same content; clone() of Yjs drops attributes that are no strings. */
function copyOf(value: unknown): unknown {
  if (value instanceof Y.XmlElement) return elementLike(value as Y.XmlElement);
  if (value instanceof Y.Text) return textLike(value);
  if (value instanceof Y.XmlFragment) {
    const fragment = new Y.XmlFragment();
    fragment.insert(
      0,
      value.toArray().map((child) => copyOf(child) as Y.XmlElement | Y.XmlText),
    );
    return fragment;
  }
  if (value instanceof Y.Map) return new Y.Map([...value.entries()].map(([key, field]) => [key, copyOf(field)]));
  if (value instanceof Y.Array) return Y.Array.from(value.toArray().map(copyOf) as object[]);
  // Documents within documents are nothing that an investigation has.
  return value instanceof Y.Doc ? null : value;
}

function elementLike(element: Y.XmlElement): Y.XmlElement {
  const copy = new Y.XmlElement(element.nodeName);
  // Attributes may be of any kind: the level of a heading is a number.
  for (const [name, value] of Object.entries(element.getAttributes())) {
    if (value !== undefined) copy.setAttribute(name, value);
  }
  copy.insert(
    0,
    element.toArray().map((child) => copyOf(child) as Y.XmlElement | Y.XmlText),
  );
  return copy;
}

function textLike(text: Y.Text): Y.Text {
  const copy = text instanceof Y.XmlText ? new Y.XmlText() : new Y.Text();
  const parts = text.toDelta() as object[];
  copy.applyDelta(
    parts.map((part) => ('insert' in part ? { ...part, insert: copyOf(part.insert) } : part)),
    { sanitize: false },
  );
  return copy;
}
