import { expect, test } from 'vitest';
import { boardNameFor, formatOf } from './importRun.svelte.ts';

test('the format is told by the name of the file, gzipped or not', () => {
  const names = ['a.xes', 'a.XES.gz', 'a.csv', 'a.b.csv.gz', 'a.json', 'a.gz', 'csv'];

  expect(names.map(formatOf)).toEqual(['xes', 'xes', 'csv', 'csv', undefined, undefined, undefined]);
});

test('a board is named after the file', () => {
  expect(boardNameFor('BPI_Challenge_2013_incidents.xes.gz')).toBe('BPI Challenge 2013 incidents');
  expect(boardNameFor('help-desk.2026.csv')).toBe('help desk 2026');
});
