/** Where a click on a link leads inside the app; undefined when the browser should see to it. */
export function hrefInside(event: MouseEvent): string | undefined {
  const isPlain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (!link || !isPlain || event.defaultPrevented || !isOurs(link)) return undefined;
  return link.pathname + link.search;
}

function isOurs(link: HTMLAnchorElement): boolean {
  const isPage = link.origin === location.origin && !/^\/(api|files)\//.test(link.pathname);
  return isPage && link.target === '' && !link.hasAttribute('download');
}
