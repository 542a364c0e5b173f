import { expect, test } from 'vitest';
import { Refusal } from '../../../shared/domain/refusals.ts';
import { gather } from '../../../test/support/gather.ts';
import type { SourceCase, SourceItem } from '../sourceCase.ts';
import { type CsvPlan, likelyDelimiter, readCsv } from './readCsv.ts';

async function read(text: string | Uint8Array, plan: Partial<CsvPlan> = {}, cut = 7): Promise<SourceItem[]> {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  const chunks = async function* () {
    for (let at = 0; at < bytes.length; at += cut) yield bytes.subarray(at, at + cut);
  };
  return gather(readCsv(chunks(), { id: 'id', rows: 'scattered', ...plan }));
}

function cases(items: readonly SourceItem[]): SourceCase[] {
  return items.filter((item) => item.kind === 'case');
}

function problems(items: readonly SourceItem[]): string[] {
  return items.flatMap((item) => (item.kind === 'problem' ? `${String(item.line)}: ${item.reason}` : []));
}

test('rows of a ticket are put together in the order of the file, wherever they lie', async () => {
  const items = await read('id,what\na,1\nb,2\na,3\n');

  expect(cases(items).map(({ id, line, events }) => [id, line, events.map(({ fields }) => fields['what'])])).toEqual([
    ['a', 2, ['1', '3']],
    ['b', 3, ['2']],
  ]);
});

test('where rows are said to follow each other, a ticket ends where the next begins', async () => {
  const items = await read('id,what\na,1\na,2\nb,3\n', { rows: 'adjacent' });

  expect(cases(items).map(({ events }) => events.length)).toEqual([2, 1]);
});

test('byte order mark, Windows line ends, quotes, and values of several lines are read as they were meant', async () => {
  const items = await read('\ufeffid,what\r\na,"one\r\ntwo, ""three"""\r\nb,four');

  expect(cases(items).map(({ line, events }) => [line, events[0]?.fields['what']])).toEqual([
    [2, 'one\ntwo, "three"'],
    [4, 'four'],
  ]);
});

test('a value that is missing is absent, not a question mark', async () => {
  const [first] = cases(await read('id,team,who\na,?,\n', { missing: ['?'] }));

  expect(first?.events[0]?.fields).toEqual({ id: 'a' });
});

test('one forgotten quote costs one row, however far the next quote is', async () => {
  const items = await read('id,what\na,1\nb,"2\nc,3\n\nd,"4"\ne,5\n', {}, 1000);

  expect(problems(items)).toEqual(['3: a quoted value is never closed']);
  expect(cases(items).map(({ id, line }) => [id, line])).toEqual([
    ['a', 2],
    ['c', 4],
    ['d', 6],
    ['e', 7],
  ]);
});

test('a value that goes on after its closing quote costs one row', async () => {
  const items = await read('id,what\na,"1"2\nb,5" disk\nc,3\n');

  expect(problems(items)).toEqual([
    '2: a quoted value goes on after its closing quote',
    '3: there is a quote inside a value that does not begin with one',
  ]);
  expect(cases(items).map(({ id }) => id)).toEqual(['c']);
});

test('a quote that is never closed costs one row', async () => {
  const items = await read('id,what\na,1\nb,"2\nc,3\nd,4\n');

  expect(problems(items)).toEqual(['3: a quoted value is never closed']);
  expect(cases(items).map(({ id }) => id)).toEqual(['a', 'c', 'd']);
});

test('a row with too few or too many values is reported with its line, and the rest is read', async () => {
  const items = await read('id,what\na,1\nb\nc,"x\ny"\nd,4,5\ne,6\n');

  expect(problems(items)).toEqual(['3: the row has 1 value instead of 2', '6: the row has 3 values instead of 2']);
  expect(cases(items).map(({ id, line }) => [id, line])).toEqual([
    ['a', 2],
    ['c', 4],
    ['e', 7],
  ]);
});

test('a row that names no ticket is reported', async () => {
  expect(problems(await read('id,what\n,1\n'))).toEqual(['2: the row has no id']);
});

test('the delimiter is the one the header is written with', () => {
  expect(likelyDelimiter('Incident ID;DateStamp;"a,b,c,d"\n')).toBe(';');
  expect(likelyDelimiter('a\tb\tc')).toBe('\t');
  expect(likelyDelimiter('a')).toBe(',');
});

test('columns that are needed and not there are named', async () => {
  const reading = read('id,what\na,1\n', { fields: new Set(['what', 'when', 'who']) });

  await expect(reading).rejects.toMatchObject({
    code: 'importRefused',
    details: { reason: 'the header row has no column "when", "who"', line: 1 },
  });
});

test('what is no CSV is refused: a page, a binary file, another encoding', async () => {
  await expect(read('<!doctype html>\n<p>Sign in</p>')).rejects.toThrow(Refusal);
  await expect(read('id,what\na,\0\n')).rejects.toMatchObject({ details: { reason: 'the file is binary, not text' } });
  const latin = Uint8Array.from([...new TextEncoder().encode('id,what\na,caf'), 0xe9, 0x0a]);
  await expect(read(latin)).rejects.toMatchObject({ code: 'importRefused' });
  const [first] = cases(await read(latin, { encoding: 'windows-1252' }));
  expect(first?.events[0]?.fields['what']).toBe('café');
});

test('a value that goes on to the end of a long file does not fill the memory', async () => {
  const items = await read(`id,what\na,1\nb,"${'and so on and on and\n'.repeat(60_000)}`, {}, 65_536);

  expect(cases(items).map(({ id }) => id)).toContain('a');
  expect(problems(items)[0]).toMatch(/^3: /);
});
