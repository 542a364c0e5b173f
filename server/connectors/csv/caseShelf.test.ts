import { existsSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { gather } from '../../../test/support/gather.ts';
import { CaseShelf } from './caseShelf.ts';

const folders = () => readdirSync(tmpdir()).filter((name) => name.startsWith('swarmboard-import-'));

test('cases come back whole and in the order of their first rows when memory was too small for them', async () => {
  const before = new Set(folders());
  const shelf = new CaseShelf({ inMemoryCharacters: 500 });
  for (let round = 0; round < 3; round += 1) {
    for (let number = 0; number < 600; number += 1) {
      const [id, line] = [`case ${String(number)}`, round * 600 + number + 1];
      shelf.add({ kind: 'row', id, line, fields: { what: `${String(number)}\n${String(round)}` } });
    }
    await shelf.lighten();
  }
  const [folder] = folders().filter((name) => !before.has(name));

  const cases = await gather(shelf.cases());
  await shelf.close();

  expect(cases.map(({ id }) => id)).toEqual(Array.from({ length: 600 }, (_, number) => `case ${String(number)}`));
  expect(cases[599]?.events.map(({ fields }) => fields['what'])).toEqual(['599\n0', '599\n1', '599\n2']);
  expect(folder).toBeDefined();
  expect(existsSync(`${tmpdir()}/${folder ?? ''}`)).toBe(false);
});
