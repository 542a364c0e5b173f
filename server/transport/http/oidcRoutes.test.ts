import { expect, test } from 'vitest';
import { withinHere } from './oidcRoutes.ts';

test.each([
  ['/', '/'],
  ['/settings/people?sort=name#top', '/settings/people?sort=name#top'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['/\t/evil.example', '/'],
  ['https://evil.example', '/'],
  ['javascript:alert(1)', '/'],
  ['/.//evil.example', '/evil.example'],
  ['/..//evil.example/a', '/evil.example/a'],
])('coming back to %j leads to %s, whatever a browser makes of it', (to, page) => {
  expect(withinHere(to)).toBe(page);
});
