import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeEach, expect, test } from 'vitest';
import type { Log } from '../../server/ports/log.ts';
import { openEmbeddedStore } from '../../server/storage/embedded/embeddedStore.ts';
import { boardOf, entriesOf, fixture, importFile } from '../support/imports.ts';
import { temporaryFolder } from '../support/temporary.ts';

const csv = { format: 'csv', mapping: fixture('desk.json') };
const xes = { format: 'xes', mapping: fixture('desk-xes.json') };

let folder: string;
let log: Log;
beforeEach(async () => {
  folder = temporaryFolder('import-files');
  const store = await openEmbeddedStore({ dataDir: join(folder, 'data') });
  log = store.log;
  return () => store.close();
});

function written(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

test('a spreadsheet export comes in across the clock change; its broken rows are reported, and the rest goes in', async () => {
  const report = await importFile(log, fixture('desk.csv'), csv);

  expect(report).toMatchObject({
    tickets: { new: 3, changed: 0, unchanged: 0, refused: 1 },
    events: 9,
    firstEvent: '2026-03-28T08:00:00Z',
    lastEvent: '2026-03-31T07:05:00Z',
    resolved: 1,
    cancelled: 1,
    open: 1,
  });
  expect(report.errors).toEqual([
    { line: 8, reason: 'D-2: there is no Changed' },
    { line: 10, reason: 'the row has 4 values instead of 8' },
    { line: 12, reason: 'D-4: "31/03/2026" is not a time of the form yyyy-MM-dd HH:mm' },
    { line: 12, reason: 'D-4: none of its events can be used' },
  ]);
  const [, first, second] = await entriesOf(log);
  expect(first?.events.slice(1)).toMatchObject([
    { at: '2026-03-28T08:00:00.000Z', by: 'ines', team: 'Desk', line: '1', state: 'queued' },
    { at: '2026-03-28T08:20:00.000Z' },
    { at: '2026-03-29T00:30:00.000Z', by: 'omar', team: 'Payments 2nd', line: '2' },
    { at: '2026-03-29T01:30:00.000Z', state: 'waiting' },
    { at: '2026-03-30T09:00:00.000Z', state: 'resolved', details: { csat: '4' } },
  ]);
  expect(first?.events[0]).toMatchObject({ ticket: { title: 'Webhook "order.paid" late', customer: 'Acme' } });
  expect(second?.events[0]).toMatchObject({ ticket: { title: 'Invoice shows two taxes', customer: 'Börse AG' } });
});

test('a log comes in without its nameless trace and its event of no known zone', async () => {
  const report = await importFile(log, fixture('desk.xes'), xes);

  expect(report).toMatchObject({ tickets: { new: 2, refused: 1 }, events: 3, resolved: 1, open: 1 });
  expect(report.errors).toEqual([
    { line: 17, reason: 'the trace has no concept:name' },
    { line: 25, reason: 'X-2: "2026-03-28T11:00:00" has no offset, and the mapping names no zone' },
  ]);
});

test('packed or not, the same file brings in the same tickets', async () => {
  await importFile(log, fixture('desk.csv'), csv);
  const packed = written('desk.csv.gz', gzipSync(readFileSync(fixture('desk.csv'))));

  const report = await importFile(log, packed, csv);

  expect(report.tickets).toMatchObject({ new: 0, changed: 0, unchanged: 3 });
});

test('a corrected row replaces the history of its ticket and of no other', async () => {
  await importFile(log, fixture('desk.csv'), csv);
  const corrected = readFileSync(fixture('desk.csv'), 'utf8').replace('D-2;;Open', 'D-2;2026-03-29 12:00;Open');

  const report = await importFile(log, written('desk.csv', corrected), csv);

  expect(report.tickets).toEqual({ new: 0, changed: 1, unchanged: 2, refused: 1 });
  expect([...(await boardOf(log)).tickets.values()].map(({ number }) => number)).toEqual([1, 2, 3]);
});

test('a corrected mapping replaces what the wrong one made', async () => {
  await importFile(log, fixture('desk.csv'), csv);
  const mapping = readFileSync(fixture('desk.json'), 'utf8').replace('Europe/Berlin', 'Europe/London');

  const report = await importFile(log, fixture('desk.csv'), { ...csv, mapping: written('london.json', mapping) });

  expect(report).toMatchObject({ tickets: { changed: 3 }, firstEvent: '2026-03-28T09:00:00Z' });
});

test('packed data that ends too early brings in what is whole, and the whole file then goes on from there', async () => {
  const traces = Array.from({ length: 3000 }, (_, index) => {
    const at = new Date(Date.UTC(2026, 0, 1) + index * 977_000).toISOString();
    return `<trace><string key="concept:name" value="T-${String(index)}"/><event><string key="concept:name" value="New"/>
<date key="time:timestamp" value="${at}"/></event></trace>`;
  });
  const packed = gzipSync(`<log>\n${traces.join('\n')}\n</log>`);

  const cut = importFile(log, written('cut.xes.gz', packed.subarray(0, packed.length / 2)), xes);
  await expect(cut).rejects.toMatchObject({
    code: 'importRefused',
    details: { reason: 'the file ends too early: its gzip data is incomplete' },
  });
  const already = (await boardOf(log)).tickets.size;
  const report = await importFile(log, written('whole.xes.gz', packed), xes);

  expect(already).toBeGreaterThan(500);
  expect(report.tickets).toEqual({ new: 3000 - already, changed: 0, unchanged: already, refused: 0 });
});

test.each([
  ['is not there', undefined, 'there is no file'],
  ['is empty', '', 'the file is empty'],
  ['is a web page', '<!DOCTYPE html>\n<html><body>Sign in</body></html>', 'begins with <html> instead of <log>'],
  ['is a spreadsheet', 'PK\u0003\u0004 and so on', 'zip archive or a spreadsheet'],
  ['is plain text', 'Dear customer,\n', 'this is not XML'],
  ['is cut off', '<log><trace>', 'the file ends in the middle'],
  ['has damaged gzip data', Uint8Array.from([0x1f, 0x8b, 8, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9]), 'gzip data'],
])('a file that %s is refused with the reason, and no board is made', async (_what, content, reason) => {
  const path = content === undefined ? join(folder, 'nothing.xes') : written('file.xes', content);

  await expect(importFile(log, path, xes)).rejects.toMatchObject({
    code: 'importRefused',
    details: { reason: expect.stringContaining(reason) as unknown },
  });

  expect(await log.boards()).toEqual([]);
});

test('a mapping for another format is refused', async () => {
  await expect(importFile(log, fixture('desk.xes'), { ...xes, mapping: csv.mapping })).rejects.toMatchObject({
    details: { reason: 'the mapping "desk" is for csv files, not xes' },
  });
});
