import { newId } from '../connection/newId.ts';

interface Place {
  /** Path and query. */
  readonly href: string;
  /** Which entry of the history; stays the same when one comes back to it. */
  readonly entry: string;
}

/** What the router needs of a browser. */
export interface HistoryPort {
  read(): Place;
  /** Returns the id of the new entry. */
  push(href: string): string;
  /** Keeps the id of the current entry. */
  replace(href: string): string;
  back(): void;
  /** Whether the entry before belongs to this visit. */
  canGoBack(): boolean;
  listen(onChange: (place: Place) => void): () => void;
}

interface Mark {
  readonly entry: string;
  readonly depth: number;
}

export function browserHistory(): HistoryPort {
  const mark = (): Mark => (history.state as Mark | null) ?? { entry: newId(), depth: 0 };
  const href = () => location.pathname + location.search;
  history.replaceState(mark(), '');
  return {
    read: () => ({ href: href(), entry: mark().entry }),
    push(to) {
      const next: Mark = { entry: newId(), depth: mark().depth + 1 };
      history.pushState(next, '', to);
      return next.entry;
    },
    replace(to) {
      history.replaceState(mark(), '', to);
      return mark().entry;
    },
    back() {
      history.back();
    },
    canGoBack: () => mark().depth > 0,
    listen(onChange) {
      const changed = () => {
        onChange({ href: href(), entry: mark().entry });
      };
      addEventListener('popstate', changed);
      return () => {
        removeEventListener('popstate', changed);
      };
    },
  };
}
