const edgePx = 56;
const mostPxPerFrame = 18;

/** Scrolls the column under a point and the board around it while the point is near their edges. Call once per frame. */
export function scrollNearEdges(inside: Element, point: { x: number; y: number }): void {
  const board = inside.closest<HTMLElement>('[data-scrolls="across"]');
  if (board)
    board.scrollLeft += speed(point.x, board.getBoundingClientRect().left, board.getBoundingClientRect().right);
  const cards = columnAt(point)?.querySelector<HTMLElement>('[data-scrolls="along"]');
  if (cards) cards.scrollTop += speed(point.y, cards.getBoundingClientRect().top, cards.getBoundingClientRect().bottom);
}

/** The column under a point, through whatever lies on top of it. */
export function columnAt({ x, y }: { x: number; y: number }): HTMLElement | undefined {
  const under = document.elementsFromPoint(x, y).find((element) => element.closest('[data-column]'));
  return under?.closest<HTMLElement>('[data-column]') ?? undefined;
}

/** Faster the nearer to the edge; nothing in between. In pixels per frame. */
export function speed(at: number, from: number, to: number): number {
  if (at < from + edgePx) return -mostPxPerFrame * Math.min(1, (from + edgePx - at) / edgePx);
  if (at > to - edgePx) return mostPxPerFrame * Math.min(1, (at - (to - edgePx)) / edgePx);
  return 0;
}
