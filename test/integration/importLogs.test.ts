import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '../../server/ports/store.ts';
import { openEmbeddedStore } from '../../server/storage/embedded/embeddedStore.ts';
import { isDone } from '../../shared/domain/ticket.ts';
import { boardOf, entriesOf, importFile } from '../support/imports.ts';
import { temporaryFolder } from '../support/temporary.ts';

const data = fileURLToPath(new URL('../../../shared/data/', import.meta.url));
const isThere = existsSync(data);
if (!isThere) console.warn('SKIPPED: imports of real logs. They are read from ../shared/data beside the checkout.');

if (process.env['CI']) {
  test('the real logs are beside the checkout', () => {
    expect(isThere).toBe(true);
  });
}

/** What each log holds by its README: tickets, events, first and last instant, resolved, cancelled, open. */
const logs: readonly (readonly [path: string, mapping: string, counts: readonly (number | string)[]])[] = [
  [
    'bpic2013_volvo_vinst/VINST_incidents_enriched.csv.gz',
    'vinst-incidents-csv',
    [7554, 65533, '2010-03-31T14:59:42Z', '2012-05-22T23:22:25Z', 7545, 1, 8],
  ],
  [
    'bpic2013_volvo_vinst/BPI_Challenge_2013_closed_problems.xes.gz',
    'vinst-closed-problems',
    [1487, 6660, '2006-01-11T14:49:42Z', '2012-05-31T21:49:06Z', 1487, 0, 0],
  ],
  [
    'bpic2013_volvo_vinst/BPI_Challenge_2013_open_problems.xes.gz',
    'vinst-open-problems',
    [819, 2351, '2006-11-07T09:00:36Z', '2012-06-15T10:19:56Z', 356, 0, 463],
  ],
  [
    // 21,348 events less 127 that stand twice.
    'helpdesk_italy/Helpdesk.xes.gz',
    'helpdesk-italy',
    [4580, 21221, '2010-01-13T07:40:25Z', '2014-01-03T12:20:58Z', 4568, 0, 12],
  ],
  [
    'bpic2014_rabobank_itil/Detail_Incident_Activity.sample4000.csv.gz',
    'rabobank-activities-csv',
    [4000, 39911, '2013-02-06T12:07:45Z', '2014-04-02T12:04:51Z', 3961, 0, 39],
  ],
  [
    'bpic2014_rabobank_itil/Detail_Incident.sample4000.csv.gz',
    'rabobank-incidents-csv',
    [4000, 12028, '2012-08-10T09:27:59Z', '2014-03-31T15:28:37Z', 4000, 0, 0],
  ],
  [
    'bpic2014_rabobank_itil/Incident_Activity.part64-80.xes.gz',
    'rabobank-activities-xes',
    [7459, 74879, '2013-01-23T12:39:34Z', '2014-04-02T15:06:04Z', 7390, 0, 69],
  ],
  [
    'uci498_servicenow_incidents/incident_event_log.csv.gz',
    'servicenow-audit-csv',
    [24918, 141712, '2016-02-29T01:23:00Z', '2017-02-18T15:00:00Z', 24918, 0, 0],
  ],
];

/** Too long for every run. */
const longLogs: typeof logs = [
  [
    'bpic2014_rabobank_itil/Incident_Activity.part80-100.xes.gz',
    'rabobank-activities-xes',
    [9323, 91823, '2013-02-04T12:38:29Z', '2014-04-02T18:08:36Z', 9216, 0, 107],
  ],
  [
    'bpic2014_rabobank_itil/BPIC14_filtered_41353.xes.gz',
    'rabobank-filtered-xes',
    [41353, 369485, '2013-01-15T13:36:33Z', '2014-04-02T12:35:43Z', 40562, 0, 791],
  ],
];

describe.runIf(isThere)('real logs', () => {
  let store: Store;
  beforeAll(async () => {
    store = await openEmbeddedStore({ dataDir: temporaryFolder('import-logs') });
  });
  afterAll(() => store.close());

  test.each(process.env['SOAK'] ? [...logs, ...longLogs] : logs)(
    '%s is recognised and holds what its README says',
    async (path, mapping, counts) => {
      const format = path.includes('.xes') ? 'xes' : 'csv';

      const report = await importFile(store.log, data + path, { format, dryRun: true });

      const { tickets, events, firstEvent, lastEvent, resolved, cancelled, open } = report;
      expect(report).toMatchObject({ mapping, errorCount: 0 });
      expect([tickets.new, events, firstEvent, lastEvent, resolved, cancelled, open]).toEqual(counts);
    },
  );

  test('synthetic tickets without any time, or resolved before they were answered, are refused with their lines', async () => {
    const path = `${data}csat_tickets_synthetic/customer_support_tickets.csv.gz`;

    const report = await importFile(store.log, path, { format: 'csv', dryRun: true });

    expect(report).toMatchObject({
      tickets: { new: 4285, refused: 4184 },
      resolved: 1404,
      open: 2881,
      errorCount: 4184,
    });
    expect(report.errors[0]).toMatchObject({
      reason: expect.stringMatching(/^4: Time to Resolution .* is before/) as unknown,
    });
  });

  test('the Volvo incidents come in whole, once, and tell who contained and who escalated', async () => {
    const path = `${data}bpic2013_volvo_vinst/BPI_Challenge_2013_incidents.xes.gz`;
    const first = await importFile(store.log, path, { format: 'xes' });
    const head = await store.log.head('desk');

    const second = await importFile(store.log, path, { format: 'xes' });

    expect(first).toMatchObject({
      tickets: { new: 7554, refused: 0 },
      events: 65533,
      firstEvent: '2010-03-31T14:59:42Z',
      lastEvent: '2012-05-22T23:22:25Z',
      resolved: 7545,
      cancelled: 1,
      open: 8,
    });
    expect(second.tickets).toEqual({ new: 0, changed: 0, unchanged: 7554, refused: 0 });
    expect(await store.log.head('desk')).toBe(head);
    const board = await boardOf(store.log);
    expect([...board.tickets.values()].filter(({ state }) => !isDone(state))).toHaveLength(8);
    expect(await linesOfTickets(store)).toEqual({ recorded: 65533, containedInLine1: 4541, escalated: 2299 });
  });
});

async function linesOfTickets({ log }: Store) {
  const rank: Record<string, number> = { '1': 1, '2': 2, '2/3': 2.5, '3': 3 };
  const counts = { recorded: 0, containedInLine1: 0, escalated: 0 };
  for (const { events } of await entriesOf(log)) {
    const work = events.filter((event) => event.type === 'workRecorded');
    const lines = work.map(({ line }) => rank[line ?? ''] ?? 0);
    const last = work.at(-1)?.state;
    counts.recorded += work.length;
    if (lines.some((line, index) => index > 0 && line > (lines[index - 1] ?? 0))) counts.escalated += 1;
    if (last && isDone(last) && last !== 'cancelled' && lines.every((line) => line === 1)) counts.containedInLine1 += 1;
  }
  return counts;
}
