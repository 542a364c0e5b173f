import { expect, test } from 'vitest';
import { type DocumentClose, documentCloses, mayRetry } from '../../shared/protocol/document.ts';
import { documentPauseOf, documentStopOf } from './documentStop.ts';

const kinds = Object.keys(documentCloses) as DocumentClose[];
const final = kinds.filter((kind) => !mayRetry(documentCloses[kind].code) && kind !== 'epochChanged');

test.each(final)('[D23] after "%s" a person is told what to do', (kind) => {
  const { code, reason } = documentCloses[kind];

  const stop = documentStopOf(code);

  expect(stop.reason).not.toBe(reason);
  expect(stop.reason).toMatch(/\b(Copy|Sign in|Open)\b/);
});

test('a pause that the server asked for is told apart from a network that is away', () => {
  expect(documentPauseOf(4429)).toMatch(/sent again/);
  expect(documentPauseOf(1006)).toBeNull();
  expect(documentPauseOf(null)).toBeNull();
});
