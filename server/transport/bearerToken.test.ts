import { expect, test } from 'vitest';
import { bearerTokenOf } from './bearerToken.ts';

test.each([
  ['a header', { url: '/api/v1/boards', headers: { authorization: 'Bearer swb_abc' } }, 'swb_abc'],
  ['the address of a document', { url: '/documents/acme-1?ack=1&token=swb_abc', headers: {} }, 'swb_abc'],
  ['any other address', { url: '/api/v1/boards?token=swb_abc', headers: {} }, undefined],
  [
    'an address that only looks like a document’s',
    { url: '/api/documents/acme-1?token=swb_abc', headers: {} },
    undefined,
  ],
  ['another scheme', { url: '/', headers: { authorization: 'Basic c3di' } }, undefined],
  ['nothing', { url: '/', headers: {} }, undefined],
])('a token is looked for in %s', (_where, request, token) => {
  expect(bearerTokenOf(request)).toBe(token);
});
