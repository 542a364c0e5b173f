import { adaeze, ines, tomasz } from '../colleagues.ts';
import { customers } from '../customers.ts';
import { asked, fact, joined, moved, noted, prioritised, replied, suspect, took } from '../steps.ts';
import type { SampleTicket } from '../ticket.ts';

const tooMany: SampleTicket = {
  key: 'api-429',
  title: '429 on POST /v1/messages at half of our documented limit',
  customer: customers.copperleaf,
  requester: 'Dana Whitlock',
  product: 'API',
  intents: ['api', 'rate-limits'],
  priority: 'high',
  opened: '1d3h',
  description: `
    Our plan says 40 requests per second on POST /v1/messages. Class reminders go out at the full hour and we throttle to
    20/s ourselves. Since @day(3d) about a third of them get 429 rate_limited with Retry-After: 1.

    Workspace ws_9Yd3mC, key ending in ...c41f, one request id of many: req_7f3c19a0d2.`,
  story: [
    took('1d2h20m', ines, 'triage'),
    replied(
      '1d2h10m',
      ines,
      `
      Hi Dana, your limit is indeed 40/s. I am counting what we really received from you in the seconds with 429 and come
      back today. Until then honour Retry-After and nothing is lost.`,
    ),
    moved('1d2h', ines, 'investigating'),
    noted(
      '1d1h10m',
      ines,
      'Peak is 44/s in the seconds with 429, not 20. Two keys are in use: ...c41f and ...90be, both from the same /24.',
    ),
    asked(
      '22h',
      `
      Ah. ...90be belongs to the new booking app (went live on @day(3d)), another team built that. But it is a different key,
      why does it count against us?`,
    ),
    replied(
      '21h30m',
      ines,
      `
      The limit is per workspace, not per key; the page you read says "per key", which is wrong, and I have reported it.
      Options: move the booking app to a workspace of its own, or I raise this workspace to 80/s. I need to check the
      second with platform first.`,
    ),
    joined('3h40m', adaeze),
    noted(
      '3h20m',
      adaeze,
      '80/s is fine for ws_9Yd3mC: their shard peaks at 31 % at the full hour. Please set burst to 160 as well, else the first second of the hour still clips.',
    ),
  ],
  investigation: {
    notes: `
      ## Received per second, worst minute of @day(1d12h)

      ~~~sql
      select toStartOfSecond(at) as second, key_suffix, count() as requests, countIf(status = 429) as refused
      from api_requests
      where workspace = 'ws_9Yd3mC' and route = 'POST /v1/messages'
        and at between '@date(1d12h) @hour(1d12h):00' and '@date(1d12h) @hour(1d12h):59'
      group by second, key_suffix order by second;
      ~~~

      | second | ...c41f | ...90be | refused |
      | @hour(1d12h):01 | 20 | 23 | 3 |
      | @hour(1d12h):02 | 20 | 24 | 4 |
      | @hour(1d12h):03 | 19 | 8 | 0 |

      ## Open

      - docs say *per key*, the limiter counts **per workspace** (''limiter.scope = workspace'' since 2024)
      - raise to 80/s with burst 160: Adaeze says yes, needs the change in the admin console`,
    evidence: [
      fact('rate', [ines, '1d1h15m'], {
        kind: 'observation',
        text: 'In every second with a 429 the workspace sent 41 to 47 requests over two keys.',
        source: 'ClickHouse, api_requests, worst minute',
        seen: '1d12h',
      }),
      fact('one-request', [ines, '1d1h50m'], {
        kind: 'error',
        text: 'req_7f3c19a0d2: 429 rate_limited, limiter scope "workspace", remaining 0, Retry-After 1.',
        source: 'Request log',
      }),
      fact('shard', [adaeze, '3h25m'], {
        kind: 'observation',
        text: "Shard of ws_9Yd3mC peaks at 31 % at the full hour; doubling this customer's rate adds about 4 %.",
        source: 'Grafana, api-shards, 7 d',
      }),
    ],
    hypotheses: [
      suspect('burst', [ines, '1d2h'], {
        text: 'They stay below 20/s on average but send the whole second within its first 100 ms.',
        against: ['rate'],
        then: [
          ['testing', '1d1h50m', ines],
          ['refuted', '1d1h12m', ines],
        ],
      }),
      suspect('shared-limit', [ines, '1d1h8m'], {
        text: 'A second key of the same workspace uses up the limit.',
        next: 'Raise to 80/s, watch the next three full hours.',
        for: ['rate', 'one-request'],
        then: [['supported', '21h50m', ines]],
      }),
    ],
  },
};

const cursor: SampleTicket = {
  key: 'api-cursor',
  title: 'Cursor pagination on GET /v1/contacts skips records',
  customer: customers.solvei,
  requester: 'Dr. Amélie Laurent',
  product: 'API',
  intents: ['api', 'data'],
  priority: 'normal',
  opened: '19d5h',
  description: `
    We copy all contacts every night with GET /v1/contacts?limit=200&cursor=... Of 84,112 contacts we get between 83,900 and
    84,080, a different number each night. Missing ones appear the night after and others are missing then. For patient
    contacts this is not acceptable in the long run. Support told us in spring to "retry"; this does not help.`,
  story: [
    took('19d4h', tomasz, 'triage'),
    replied(
      '19d3h30m',
      tomasz,
      `
      Dear Dr. Laurent, a changing number of missing records is a fault and not something a retry can solve. I am taking
      this over from the case in spring, which I have read; you need not explain it again.`,
    ),
    moved('19d2h', tomasz, 'investigating'),
    asked('17d4h', 'For your information, the ids missing last night are attached as missing.csv (97 rows).'),
    noted(
      '17d1h',
      tomasz,
      '91 of the 97 were updated between the first and the last page of their run. That cannot be chance.',
    ),
    joined('16d3h', adaeze),
    moved('16d2h', adaeze, 'engineering'),
    noted(
      '16d1h',
      adaeze,
      `
      Cursor encodes updated_at of the last row and the query says updated_at > cursor. A contact that is updated during the
      run moves to the end, and rows that share a timestamp with the last row of a page are skipped. Fix: order by
      (updated_at, id), keep a snapshot bound. RLY-4302.`,
    ),
    replied(
      '15d22h',
      tomasz,
      `
      We understand it now: contacts that change while your run is going can move across a page border. Until the fix is out,
      GET /v1/contacts/export gives a consistent copy; a sample call for your tenant is below.

        GET /v1/contacts/export?format=ndjson&as_of=now
        Accept: application/x-ndjson`,
    ),
    asked(
      '13d2h',
      'The export is complete: 84,131 of 84,131. We use it until the API is corrected. When will that be?',
    ),
    prioritised('6d', tomasz, 'high'),
    replied(
      '5d20h',
      tomasz,
      'It is planned for the release after next, and I will write as soon as it is merged. The export stays available to you in any case.',
    ),
    noted(
      '2d20h',
      adaeze,
      'RLY-4302 waits for the index (updated_at, id) on contacts. Building concurrently on eu-2, 61 % as of this morning.',
    ),
  ],
  investigation: {
    notes: `
      ## Query behind the endpoint

      ~~~sql
      select * from contacts
      where tenant_id = $1 and updated_at > $2   -- $2 from the cursor
      order by updated_at
      limit 200;
      ~~~

      Two faults: ties on ''updated_at'' are cut at the page border, and rows that are touched move behind the cursor.

      ## Their run of @day(17d12h)

      - 421 pages, 6 min 10 s, 97 ids missing
      - 91 were updated during the run by a sync from their practice software
      - 6 share ''updated_at'' to the microsecond with the last row of a page (bulk update)

      ## Plan (RLY-4302)

      1. Cursor carries ''(updated_at, id)'' and an upper bound taken at the first page
      2. Index ''contacts (tenant_id, updated_at, id)'', built concurrently
      3. Old cursors stay valid for 24 h`,
    evidence: [
      fact('missing', [tomasz, '17d1h10m'], {
        kind: 'observation',
        text: '91 of 97 missing contacts have updated_at within the six minutes of the run.',
        source: 'SQL on eu-2 replica, ids from missing.csv',
        seen: '17d12h',
      }),
      fact('ties', [adaeze, '16d1h20m'], {
        kind: 'observation',
        text: 'The other six share updated_at with the last row of pages 88 and 203.',
        source: 'SQL on eu-2 replica',
        seen: '17d12h',
      }),
      fact('export-complete', [tomasz, '13d1h'], {
        kind: 'observation',
        text: 'Export with as_of returns 84,131 of 84,131 contacts.',
        source: 'Dr. Amélie Laurent, by e-mail',
      }),
    ],
    hypotheses: [
      suspect('client-limit', [tomasz, '19d2h30m'], {
        text: 'Their client stops early when a page is shorter than 200.',
        against: ['missing'],
        then: [
          ['testing', '18d4h', tomasz],
          ['refuted', '17d1h', tomasz],
        ],
      }),
      suspect('moving-rows', [tomasz, '17d'], {
        text: 'Rows that change during the run jump over the cursor.',
        for: ['missing', 'ties', 'export-complete'],
        next: 'Run the new cursor against a copy of eu-2 while their sync is replayed.',
        then: [
          ['testing', '16d3h', adaeze],
          ['supported', '16d1h', adaeze],
        ],
      }),
    ],
  },
};

export const api: readonly SampleTicket[] = [tooMany, cursor];
