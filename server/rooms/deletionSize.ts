import * as Y from 'yjs';
import type { Span } from './updateStructure.ts';

/** How much of a document deleting these would take away, with all that hangs on it, in Yjs clocks: about characters. */
export function goneWith(doc: Y.Doc, deletes: readonly Span[]): number {
  const items = deletes.flatMap((span) => itemsIn(doc, span).map((item) => ({ item, span })));
  const wholly = withContents(items.flatMap(({ item }) => (item.content instanceof Y.ContentType ? [item] : [])));
  let gone = 0;
  for (const { length } of wholly) gone += length;
  for (const { item, span } of items) {
    const { clock } = item.id;
    if (!wholly.has(item)) gone += Math.min(span.to, clock + item.length) - Math.max(span.from, clock);
  }
  return gone;
}

/** How much is there, counted in the same way. */
export function sizeOf(doc: Y.Doc): number {
  let size = 0;
  for (const structs of doc.store.clients.values()) {
    for (const struct of structs) if (struct instanceof Y.Item && !struct.deleted) size += struct.length;
  }
  return size;
}

function itemsIn(doc: Y.Doc, { client, from, to }: Span): Y.Item[] {
  const structs = doc.store.clients.get(client);
  if (!structs || Y.getState(doc.store, client) <= from) return [];
  const items: Y.Item[] = [];
  for (let index = Y.findIndexSS(structs, from); index < structs.length; index += 1) {
    const struct = structs[index];
    if (!struct || struct.id.clock >= to) break;
    if (struct instanceof Y.Item && !struct.deleted) items.push(struct);
  }
  return items;
}

/** Not by recursion: anybody may nest as deeply as they like. */
function withContents(items: readonly Y.Item[]): Set<Y.Item> {
  const all = new Set<Y.Item>();
  const waiting = [...items];
  for (let item = waiting.pop(); item; item = waiting.pop()) {
    if (item.deleted || all.has(item)) continue;
    all.add(item);
    if (!(item.content instanceof Y.ContentType)) continue;
    const type = item.content.type as Y.AbstractType<unknown>;
    for (let child = type._start; child; child = child.right) waiting.push(child);
    waiting.push(...type._map.values());
  }
  return all;
}
