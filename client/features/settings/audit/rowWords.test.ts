import { expect, test } from 'vitest';
import { logTitle, summaryParts, whereFrom } from './rowWords.ts';

test('the tickets that a summary names can be links, and nothing else', () => {
  const parts = summaryParts({ summary: 'moved acme-12 to v-2; opened acme-123', tickets: ['acme-12', 'acme-123'] });

  expect(parts.filter(({ ticket }) => ticket).map(({ text }) => text)).toEqual(['acme-12', 'acme-123']);
  expect(parts.map(({ text }) => text).join('')).toBe('moved acme-12 to v-2; opened acme-123');
});

test('an id inside a longer word is no ticket', () => {
  const parts = summaryParts({ summary: 'renamed it xacme-1 and acme-1x', tickets: ['acme-1'] });

  expect(parts.some(({ ticket }) => ticket)).toBe(false);
});

test('where something came from is said in words', () => {
  expect(whereFrom({ door: 'live', address: '192.0.2.7' })).toEqual({ door: 'Browser', address: '192.0.2.7' });
  expect(whereFrom(null)).toBeUndefined();
  expect([logTitle('@access'), logTitle('acme')]).toEqual(['Sign-in and access', 'acme']);
});
