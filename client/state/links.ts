/**
 * Where a click on a link leads inside the app; undefined when the browser should see to it, as for a place on the page
 * that is open.
 */
export function hrefInside(event: MouseEvent): string | undefined {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (!link || !isPlain(event) || !isOurs(link)) return undefined;
  const isHere = link.pathname === location.pathname && link.search === location.search;
  if (isHere && link.hash !== '') return undefined;
  return link.pathname + link.search + link.hash;
}

function isPlain({ button, metaKey, ctrlKey, shiftKey, altKey, defaultPrevented }: MouseEvent): boolean {
  return button === 0 && !defaultPrevented && !(metaKey || ctrlKey || shiftKey || altKey);
}

function isOurs(link: HTMLAnchorElement): boolean {
  const isPage = link.origin === location.origin && !/^\/(api|files)\//.test(link.pathname);
  return isPage && link.target === '' && !link.hasAttribute('download');
}
