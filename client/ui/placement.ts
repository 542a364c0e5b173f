export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}
interface Wish {
  readonly align?: 'start' | 'center' | 'end';
  /** Between anchor and layer, in pixels. */
  readonly gap?: number;
  readonly viewport?: { readonly width: number; readonly height: number };
}

const margin = 8;

/** Where a floating layer goes: below its anchor, above when there is more room, always inside the window. */
export function place(anchor: Box, layer: { width: number; height: number }, wish: Wish = {}) {
  const viewport = wish.viewport ?? { width: innerWidth, height: innerHeight };
  const gap = wish.gap ?? 4;
  const below = viewport.height - margin - (anchor.top + anchor.height + gap);
  const above = anchor.top - gap - margin;
  const goesBelow = layer.height <= below || below >= above;
  const maxHeight = Math.max(0, goesBelow ? below : above);
  const height = Math.min(layer.height, maxHeight);
  const top = goesBelow ? anchor.top + anchor.height + gap : anchor.top - gap - height;
  const most = Math.max(margin, viewport.width - margin - layer.width);
  const left = Math.min(Math.max(margin, alignedLeft(anchor, layer.width, wish.align ?? 'start')), most);
  return { left, top, maxHeight };
}

function alignedLeft(anchor: Box, width: number, align: 'start' | 'center' | 'end'): number {
  if (align === 'start') return anchor.left;
  if (align === 'end') return anchor.left + anchor.width - width;
  return anchor.left + (anchor.width - width) / 2;
}
