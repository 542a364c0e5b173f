import { expect, test } from 'vitest';
import { PasswordHashes } from './passwordHashes.ts';

const quick = { logCost: 10, blockSize: 8, parallel: 1 };

test('a hash tells its cost, is never the same twice, and knows its password only', async () => {
  const hashes = new PasswordHashes(quick);

  const [first, second] = await Promise.all([hashes.hash('violet tram'), hashes.hash('violet tram')]);

  expect(first).toMatch(/^\$scrypt\$ln=10,r=8,p=1\$/);
  expect(first).not.toBe(second);
  expect(await hashes.verify('violet tram', first)).toBe(true);
  expect(await hashes.verify('violet trap', first)).toBe(false);
});

test('without settings the cost is what OWASP recommends', async () => {
  const stored = await new PasswordHashes().hash('violet tram under snow');

  expect(stored).toMatch(/^\$scrypt\$ln=17,r=8,p=1\$/);
});

test('the same letters typed as other code points are the same password', async () => {
  const hashes = new PasswordHashes(quick);

  const stored = await hashes.hash('caf\u00e9 am See');

  expect(await hashes.verify('cafe\u0301 am See', stored)).toBe(true);
});

test('a hash of a lower cost still opens, and asks to be made anew', async () => {
  const stored = await new PasswordHashes(quick).hash('violet tram');
  const now = new PasswordHashes({ ...quick, logCost: 11 });

  expect(await now.verify('violet tram', stored)).toBe(true);
  expect(now.isCurrent(stored)).toBe(false);
  expect(now.isCurrent(await now.hash('violet tram'))).toBe(true);
});

test('nobody has a password that nobody has set', async () => {
  expect(await new PasswordHashes(quick).verify('', undefined)).toBe(false);
});

test('more than can wait are told to come back, and the others still get their answer', async () => {
  const hashes = new PasswordHashes(quick);

  const asked = await Promise.allSettled(Array.from({ length: 60 }, () => hashes.hash('violet tram')));
  const after = await hashes.hash('violet tram');

  const refused = asked.filter(({ status }) => status === 'rejected');
  expect(refused).toHaveLength(18);
  expect(refused[0]).toMatchObject({ reason: { code: 'tooManyRequests' } });
  expect(after).toMatch(/^\$scrypt/);
});
