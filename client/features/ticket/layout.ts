export type Layout = 'three' | 'two' | 'one';

/** How many panes fit beside each other in this many pixels; the others are a toggle or a tab away. */
export function layoutFor(width: number): Layout {
  if (width >= 1_080) return 'three';
  return width >= 760 ? 'two' : 'one';
}
