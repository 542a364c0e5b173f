import { expect, test } from 'vitest';
import { isCompleteLink, linkParts, meansToBeLink, safeLink } from './links.ts';

test.each([
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  ' javascript:alert(1)',
  'java\nscript:alert(1)',
  'java\tscript:alert(1)',
  '\u0001javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:msgbox',
  'file:///etc/passwd',
  'ftp://example.com',
  'blob:https://example.com/1',
  '',
  'nonsense',
  '/relative',
  '/files/../api/v1/session',
  '//evil.example.com/files/x',
])('a link to %j is refused', (address) => {
  expect(safeLink(address)).toBeNull();
});

test.each([
  ['https://example.com/a?b=c#d', 'https://example.com/a?b=c#d'],
  ['http://localhost:3000/x', 'http://localhost:3000/x'],
  ['mailto:ada@example.com', 'mailto:ada@example.com'],
  ['status.example.com/incidents', 'https://status.example.com/incidents'],
  ['example.com:8443/x', 'https://example.com:8443/x'],
  ['/files/0d1c-22', '/files/0d1c-22'],
])('a link to %s is kept', (written, address) => {
  expect(safeLink(written)).toBe(address);
});

test('addresses in a message become links without the punctuation around them', () => {
  const parts = linkParts('See https://example.com/a, (https://example.com/b). Thanks');

  expect(parts).toEqual([
    { text: 'See ', href: null },
    { text: 'https://example.com/a', href: 'https://example.com/a' },
    { text: ', (', href: null },
    { text: 'https://example.com/b', href: 'https://example.com/b' },
    { text: '). Thanks', href: null },
  ]);
});

test('text without an address is one part, and no text is none', () => {
  expect(linkParts('plain')).toEqual([{ text: 'plain', href: null }]);
  expect(linkParts('')).toEqual([]);
});

test('an address without its protocol may not stand in a link, it would lead to a page of ours', () => {
  expect(isCompleteLink('example.com')).toBe(false);
  expect(isCompleteLink('https://example.com')).toBe(true);
  expect(isCompleteLink('javascript:alert(1)')).toBe(false);
});

test.each(['app.py', 'nginx.conf', 'README.md', 'v2.0', 'api.example.com'])('%s as typed stays text', (typed) => {
  expect(meansToBeLink(typed)).toBe(false);
});

test.each(['https://a.example', 'www.example.com', 'ada@example.com'])('%s as typed becomes a link', (typed) => {
  expect(meansToBeLink(typed)).toBe(true);
});
