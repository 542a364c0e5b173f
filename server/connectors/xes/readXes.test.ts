import { expect, test } from 'vitest';
import type { SourceItem } from '../sourceCase.ts';
import { readXes } from './readXes.ts';

async function read(text: string | Uint8Array, { cut = 11 } = {}): Promise<{ items: SourceItem[]; refused?: unknown }> {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  const chunks = async function* () {
    for (let at = 0; at < bytes.length; at += cut) yield bytes.subarray(at, at + cut);
  };
  const items: SourceItem[] = [];
  try {
    for await (const item of readXes(chunks(), { id: 'concept:name' })) items.push(item);
  } catch (reason) {
    return { items, refused: (reason as { details: unknown }).details };
  }
  return { items };
}

const trace = (id: string) => `<trace>
<string key="concept:name" value="${id}"/>
<event><string key="concept:name" value="Open"/><date key="time:timestamp" value="2026-01-01T00:00:00Z"/></event>
</trace>`;

test('a trace becomes a case with its own fields and those of its events', async () => {
  const { items } = await read(`\ufeff<?xml version="1.0" encoding="UTF-8"?><log xmlns="http://www.xes-standard.org/">
<global scope="event"><string key="concept:name" value="UNKNOWN"/></global>
<string key="concept:name" value="the log"/>${trace('A &amp; B')}</log>`);

  expect(items).toEqual([
    {
      kind: 'case',
      id: 'A & B',
      line: 3,
      fields: { 'concept:name': 'A & B' },
      events: [{ line: 5, fields: { 'concept:name': 'Open', 'time:timestamp': '2026-01-01T00:00:00Z' } }],
    },
  ]);
});

test('attributes inside attributes, lists and empty values are not fields', async () => {
  const { items } =
    await read(`<log><trace><string key="concept:name" value="A"><string key="inner" value="x"/></string>
<list key="many"><string key="one" value="1"/></list>
<event><string key="org:group" value=""/><int key="n" value="1"><int key="m" value="2"/></int></event></trace></log>`);

  expect(items).toMatchObject([{ fields: { 'concept:name': 'A' }, events: [{ fields: { n: '1' } }] }]);
  expect(Object.keys((items[0] as { fields: object }).fields)).toEqual(['concept:name']);
});

test('a trace without a name is reported, and the rest is read', async () => {
  const { items } = await read(`<log><trace><event/></trace>\n${trace('B')}</log>`);

  expect(items).toMatchObject([
    { kind: 'problem', line: 1, reason: 'the trace has no concept:name', ticket: true },
    { kind: 'case', id: 'B', line: 2 },
  ]);
});

test('where the XML breaks, all before it was given and the line is told', async () => {
  const { items, refused } = await read(`<log>\n${trace('A')}\n<trace><event></trace></log>`);

  expect(items).toMatchObject([{ id: 'A' }]);
  expect(refused).toMatchObject({ line: 6, reason: expect.stringContaining('not well-formed') as unknown });
});

test('a log that ends in the middle says so', async () => {
  const { items, refused } = await read(`<log>\n${trace('A')}\n<trace><event>`);

  expect(items).toHaveLength(1);
  expect(refused).toMatchObject({ reason: expect.stringContaining('ends in the middle') as unknown });
});

test('what is no log is refused by its first tag', async () => {
  const { refused } = await read('<!DOCTYPE html>\n<html><head><title>Sign in</title></head></html>');

  expect(refused).toEqual({ reason: 'this is no XES log: it begins with <html> instead of <log>', line: 2 });
  expect((await read('SR Number,Status\n1,Queued\n', { cut: 100 })).refused).toMatchObject({ line: 1 });
  expect((await read('   \n ')).refused).toBeDefined();
});

test('the encoding that the XML declares is used', async () => {
  const start = new TextEncoder().encode(
    '<?xml version="1.0" encoding="ISO-8859-1"?><log><trace><string key="concept:name" value="K',
  );
  const end = new TextEncoder().encode('re"/></trace></log>');

  const { items } = await read(Uint8Array.from([...start, 0xe5, ...end]), { cut: 60 });

  expect(items).toMatchObject([{ id: 'Kåre' }]);
});

test('entities of its own are not expanded', async () => {
  const { refused } = await read(
    '<!DOCTYPE log [<!ENTITY a "aaaa">]><log><trace><string key="concept:name" value="&a;"/></trace></log>',
  );

  expect(refused).toMatchObject({ reason: expect.stringContaining('entity') as unknown });
});
