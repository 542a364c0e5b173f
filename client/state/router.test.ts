import { expect, test } from 'vitest';
import type { HistoryPort } from './browserHistory.ts';
import { Router, routeOf } from './router.svelte.ts';

function aHistory(first: string): HistoryPort & { forward: () => void } {
  const entries = [first];
  let at = 0;
  let tell: (href: string) => void = () => undefined;
  const read = () => entries[at] ?? '/';
  const step = (by: number) => {
    at += by;
    tell(read());
  };
  return {
    read,
    push(href) {
      at += 1;
      entries.splice(at, Infinity, href);
    },
    replace(href) {
      entries[at] = href;
    },
    back: () => step(-1),
    forward: () => step(1),
    canGoBack: () => at > 0,
    listen(onChange) {
      tell = onChange;
      return () => undefined;
    },
  };
}

test('addresses name pages', () => {
  expect(routeOf('/')).toEqual({ page: 'home' });
  expect(routeOf('/boards/volvo')).toEqual({ page: 'board', boardId: 'volvo' });
  expect(routeOf('/boards/volvo/')).toEqual({ page: 'board', boardId: 'volvo' });
  expect(routeOf('/tickets/acme-12')).toEqual({ page: 'ticket', ticketId: 'acme-12' });
  expect(routeOf('/import')).toEqual({ page: 'import' });
  expect(routeOf('/tickets')).toEqual({ page: 'lost' });
});

test.each(['/boards/%E0%A4', '/tickets/%', '/settings/people/%zz'])('%s names nothing, and breaks nothing', (path) => {
  expect(routeOf(path)).toEqual({ page: 'lost' });
});

test('a deep link opens where it says, query and all', () => {
  const router = new Router(aHistory('/boards/acme?owner=me&peek=acme-3'));

  expect(router.route).toEqual({ page: 'board', boardId: 'acme' });
  expect(router.query.get('peek')).toBe('acme-3');
});

test('Back and Forward are followed', () => {
  const history = aHistory('/');
  const router = new Router(history);
  router.listen();

  router.go('/boards/acme');
  router.go('/tickets/acme-1');
  history.back();
  const back = router.path;
  history.forward();

  expect(back).toBe('/boards/acme');
  expect(router.path).toBe('/tickets/acme-1');
});

test('changing a filter keeps the rest of the query and adds nothing to go Back through', () => {
  const history = aHistory('/boards/acme?owner=me&peek=acme-3');
  const router = new Router(history);

  router.setQuery({ owner: null, priority: ['urgent', 'high'] });

  expect(history.read()).toBe('/boards/acme?peek=acme-3&priority=urgent&priority=high');
  expect(history.canGoBack()).toBe(false);
});

test('an opened peek is closed by Back', () => {
  const history = aHistory('/boards/acme');
  const router = new Router(history);
  router.listen();

  router.setQuery({ peek: 'acme-1' }, { replace: false });
  router.back('/');

  expect(router.query.get('peek')).toBeNull();
  expect(router.path).toBe('/boards/acme');
});

test('Back from where a visit began leads to the page above', () => {
  const history = aHistory('/tickets/acme-1');
  const router = new Router(history);

  router.back('/boards/acme');

  expect(router.path).toBe('/boards/acme');
  expect(history.canGoBack()).toBe(false);
});
