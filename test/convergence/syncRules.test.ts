import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const rule = /\[([BD]\d+)\]/g;

function filesUnder(folder: string): string[] {
  const entries = readdirSync(join(root, folder), { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
}

/** Rules that the names of tests begin with. */
function cited(): Set<string> {
  const tests = ['shared', 'server', 'client', 'test']
    .flatMap(filesUnder)
    .filter((file) => /(\.test|Suite)\.ts$/.test(file));
  const names = tests.flatMap((file) => readFileSync(file, 'utf8').match(/['"`](\[[BD]\d+\]\s?)+/g) ?? []);
  return new Set(names.flatMap((name) => [...name.matchAll(rule)].map(([, id]) => id ?? '')));
}

function written(): string[] {
  const text = readFileSync(join(root, 'docs/SYNC.md'), 'utf8');
  return [...text.matchAll(/\*\*\[([BD]\d+)\]\*\*/g)].map(([, id]) => id ?? '');
}

test('every rule of docs/SYNC.md is cited by a test', () => {
  const citations = cited();

  expect(written().filter((id) => !citations.has(id))).toEqual([]);
});

test('every rule that a test cites is in docs/SYNC.md, once', () => {
  const rules = written();

  expect([...cited()].filter((id) => !rules.includes(id))).toEqual([]);
  expect(rules.filter((id, index) => rules.indexOf(id) !== index)).toEqual([]);
});
