/** What the router needs of a browser. Addresses are path and query. */
export interface HistoryPort {
  read(): string;
  push(href: string): void;
  replace(href: string): void;
  back(): void;
  /** Whether the entry before belongs to this visit. */
  canGoBack(): boolean;
  listen(onChange: (href: string) => void): () => void;
}

/** How many entries of this visit lie before; kept with each entry, so that it survives a reload. */
interface Mark {
  readonly depth: number;
}

export function browserHistory(): HistoryPort {
  const depth = () => (history.state as Mark | null)?.depth ?? 0;
  const read = () => location.pathname + location.search;
  return {
    read,
    push(href) {
      history.pushState({ depth: depth() + 1 } satisfies Mark, '', href);
    },
    replace(href) {
      history.replaceState({ depth: depth() } satisfies Mark, '', href);
    },
    back() {
      history.back();
    },
    canGoBack: () => depth() > 0,
    listen(onChange) {
      const changed = () => {
        onChange(read());
      };
      addEventListener('popstate', changed);
      return () => {
        removeEventListener('popstate', changed);
      };
    },
  };
}
