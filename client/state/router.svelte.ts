import type { HistoryPort } from './browserHistory.ts';
import { type QueryChanges, changedQuery, parseQuery } from './query.ts';

export type Route =
  | { readonly page: 'home' }
  | { readonly page: 'import' }
  | { readonly page: 'gallery' }
  | { readonly page: 'notifications' }
  | { readonly page: 'settings'; readonly section: string; readonly id?: string }
  | { readonly page: 'welcome'; readonly way: 'first' | 'join' }
  | { readonly page: 'board'; readonly boardId: string }
  | { readonly page: 'radar'; readonly boardId: string }
  | { readonly page: 'shadowQueue' }
  | { readonly page: 'ticket'; readonly ticketId: string }
  | { readonly page: 'lost' };

interface Going {
  /** Takes the place of the current entry, so that Back skips it. */
  readonly replace?: boolean;
}

const routes: readonly [RegExp, (id: string, more: string | undefined) => Route][] = [
  [/^\/$/, () => ({ page: 'home' })],
  [/^\/import$/, () => ({ page: 'import' })],
  [/^\/gallery$/, () => ({ page: 'gallery' })],
  [/^\/notifications$/, () => ({ page: 'notifications' })],
  // What follows `#` in these is a secret, which no server and no log gets to see.
  [/^\/first$/, () => ({ page: 'welcome', way: 'first' })],
  [/^\/join$/, () => ({ page: 'welcome', way: 'join' })],
  [
    /^\/settings(?:\/([a-z-]+)(?:\/([^/]+))?)?$/,
    (section, id) => ({ page: 'settings', section, ...(id !== undefined && { id }) }),
  ],
  [/^\/boards\/([^/]+)$/, (boardId) => ({ page: 'board', boardId })],
  [/^\/boards\/([^/]+)\/radar$/, (boardId) => ({ page: 'radar', boardId })],
  [/^\/shadow-queue$/, () => ({ page: 'shadowQueue' })],
  [/^\/tickets\/([^/]+)$/, (ticketId) => ({ page: 'ticket', ticketId })],
];

export function routeOf(path: string): Route {
  for (const [pattern, make] of routes) {
    const found = pattern.exec(path.length > 1 ? path.replace(/\/$/, '') : path);
    if (!found) continue;
    try {
      return make(decodeURIComponent(found[1] ?? ''), found[2] && decodeURIComponent(found[2]));
    } catch {
      // An address that was cut in the middle of a character names nothing.
      return { page: 'lost' };
    }
  }
  return { page: 'lost' };
}

/** Where in the app we are: the address bar is the truth. */
export class Router {
  readonly #history: HistoryPort;
  #href = $state('');
  readonly #path = $derived(this.#href.split('?', 1)[0] ?? '/');
  readonly #route = $derived(routeOf(this.#path));
  readonly #query = $derived(parseQuery(this.#href.slice(this.#path.length)));

  constructor(history: HistoryPort) {
    this.#history = history;
    this.#href = history.read();
  }

  /** Follows the Back and Forward buttons; returns how to stop. */
  listen(): () => void {
    return this.#history.listen((href) => (this.#href = href));
  }

  get path(): string {
    return this.#path;
  }

  /** Path and query. */
  get href(): string {
    return this.#href;
  }

  get route(): Route {
    return this.#route;
  }

  /** Of the current address; change it with setQuery. */
  get query(): URLSearchParams {
    return this.#query;
  }

  go(href: string, { replace = false }: Going = {}): void {
    if (href === this.#href) return;
    if (replace) this.#history.replace(href);
    else this.#history.push(href);
    // What follows # is a place on the page, and the page's own business.
    this.#href = href.split('#', 1)[0] ?? href;
  }

  /** To where we came from inside the app, or to `fallback` when this is where the visit began. */
  back(fallback: string): void {
    if (this.#history.canGoBack()) this.#history.back();
    else this.go(fallback, { replace: true });
  }

  /** Changes parts of the query and leaves the rest. */
  setQuery(changes: QueryChanges, going: Going = { replace: true }): void {
    this.go(this.#path + changedQuery(this.#query, changes), going);
  }
}
