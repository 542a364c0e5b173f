import { adaeze, ines, ravi, tomasz } from '../colleagues.ts';
import { customers } from '../customers.ts';
import { asked, fact, joined, left, moved, noted, prioritised, replied, suspect, took } from '../steps.ts';
import type { SampleTicket } from '../ticket.ts';

const late: SampleTicket = {
  key: 'webhook-lag',
  title: 'message.delivered webhooks arrive 20 to 40 minutes late',
  customer: customers.harbourline,
  requester: 'Priya Raman',
  product: 'Webhooks',
  intents: ['webhooks', 'latency'],
  priority: 'high',
  opened: '2d6h',
  description: `
    Our dispatch screen shows a driver as notified once we receive message.delivered. Since @weekday(2d9h) about
    @hour(2d9h) UTC these events reach us 20 to 40 minutes after the SMS is on the driver's phone, so the planners call
    every driver by hand.

    Endpoint: whe_5Tq0HbNc (https://hooks.harbourline.example/relay)
    Workspace: ws_4Q7tLkEU
    Example: msg_01K9V3W8RD, delivered @time(2d7h18m), webhook received @time(2d6h44m)

    message.queued and message.sent arrive within two seconds, only delivered is late. Nothing was deployed on our side
    since last week.`,
  story: [
    took('2d5h50m', ines, 'triage'),
    replied(
      '2d5h42m',
      ines,
      `
      Hi Priya, I am looking at this now and stay your contact until it is solved. I can see the gap on msg_01K9V3W8RD.
      You do not need to resend anything; events are delayed, none is lost. Next update by @hour(2d3h) UTC.`,
    ),
    moved('2d5h30m', ines, 'investigating'),
    noted(
      '2d5h21m',
      ines,
      `
      Delivery attempts for whe_5Tq0HbNc succeed at the first try. The delay sits before the first attempt, so it is on
      our side. Notes and numbers are in the investigation.`,
    ),
    joined('2d4h10m', tomasz),
    asked(
      '2d3h20m',
      'Still late. We now have 61 drivers whose status we do not know. Is there anything we can poll instead?',
    ),
    replied(
      '2d2h50m',
      ines,
      `
      Yes: GET /v1/messages?status=delivered&since=<time> reads the live table and is not affected. 60 requests a minute
      are enough for your volume. I have lifted your limit on that route to 120 for a week so that you need not be careful.`,
    ),
    left('2d1h', tomasz),
    joined('1d22h', adaeze),
    moved('1d21h50m', ines, 'engineering'),
    noted(
      '1d21h30m',
      adaeze,
      `
      Confirmed: queue partition 7 of the delivery workers is shared by 38 endpoints and one of them answers after 28 s.
      Ordering per partition makes everybody behind it wait. I am moving the slow endpoint to a partition of its own today;
      the real fix (order per endpoint, not per partition) is RLY-4417 and needs a review.`,
    ),
    prioritised('1d20h', ravi, 'urgent'),
    replied(
      '1d19h10m',
      ines,
      `
      We found the cause: your events shared a queue with an endpoint of another customer that answers very slowly. We are
      moving that one away within the hour, which brings you back to seconds. A change that makes this impossible is in
      review and I will tell you here when it ships.`,
    ),
    asked(
      '1d17h',
      'Back to normal since @clock(1d18h). Thank you. Please keep this open until the permanent change is out.',
    ),
    noted(
      '5h10m',
      adaeze,
      'RLY-4417 passed review, it goes out behind a flag to eu-1 tomorrow at 08:00 UTC and everywhere a day later.',
    ),
  ],
  investigation: {
    notes: `
      ## Symptom

      ''message.delivered'' reaches ''whe_5Tq0HbNc'' 20 to 40 min after the carrier's receipt. ''queued'' and ''sent'' are on
      time. First late event @time(2d9h4m), no deploy of delivery workers in the 12 h before.

      | hour (UTC) | events | median wait | p99 wait |
      | @hour(2d11h) | 4,120 | 0.8 s | 2.1 s |
      | @hour(2d10h) | 4,377 | 0.9 s | 2.4 s |
      | @hour(2d9h) | 4,290 | 11 min | 24 min |
      | @hour(2d8h) | 4,451 | 22 min | 38 min |
      | @hour(2d7h) | 4,408 | 26 min | 41 min |

      ## One event from start to end

      ~~~json
      {"event":"evt_01K9V3X2M7","type":"message.delivered","message":"msg_01K9V3W8RD",
       "receipt_at":"@iso(2d7h18m7s)","enqueued_at":"@iso(2d7h18m7s)","partition":7,
       "first_attempt_at":"@iso(2d6h44m12s)","attempts":1,"status":200,"duration_ms":143}
      ~~~

      The wait is between ''enqueued_at'' and ''first_attempt_at''. Their endpoint answers in 143 ms.

      ## Why only delivered

      - ''queued'' and ''sent'' are emitted by the API process and go through the fast lane
      - ''delivered'' comes from carrier receipts and is partitioned by workspace hash
      - partition 7: 38 endpoints, one of them (''whe_9Lm2'') times out on every event

      ## Done and to do

      1. ''whe_9Lm2'' moved to its own partition (@time(1d19h), Adaeze)
      2. RLY-4417: order per endpoint instead of per partition
      3. Alert on wait before first attempt, there is none today`,
    evidence: [
      fact('attempts', [ines, '2d5h25m'], {
        kind: 'log',
        text: 'Every delivery to whe_5Tq0HbNc since @clock(2d9h) succeeded at attempt 1; median response 143 ms, p95 180 ms.',
        source: 'Log query webhook_attempts, endpoint whe_5Tq0HbNc, 24 h',
      }),
      fact('wait', [ines, '2d5h5m'], {
        kind: 'observation',
        text: 'Time between enqueued_at and first_attempt_at grows from 1 s to 26 min within one hour.',
        source: 'ClickHouse, webhook_events by hour',
        seen: '2d7h',
      }),
      fact('status-page', [tomasz, '2d4h'], {
        kind: 'observation',
        text: 'Carrier receipts for eu-1 are current: lag below 3 s on all five routes.',
        source: 'Internal status page, carrier receipts',
      }),
      fact('partition', [adaeze, '1d21h55m'], {
        kind: 'observation',
        text: 'Partition 7 has 9,800 events waiting; the other eleven have fewer than 40. Consumer is busy 28 s of every 30 s with whe_9Lm2.',
        source: 'Queue console, delivery-workers-eu-1',
      }),
    ],
    hypotheses: [
      suspect('slow-endpoint', [ines, '2d5h28m'], {
        text: "Harbourline's endpoint answers slowly and our per-endpoint queue backs up.",
        next: 'Compare response times before and after the start.',
        against: ['attempts'],
        then: [
          ['testing', '2d5h26m', ines],
          ['refuted', '2d5h20m', ines],
        ],
      }),
      suspect('late-receipts', [tomasz, '2d4h8m'], {
        text: 'The carrier sends its receipts late and we only pass the delay on.',
        next: 'Compare receipt_at with enqueued_at on ten events.',
        against: ['status-page', 'wait'],
        then: [['refuted', '2d3h50m', tomasz]],
      }),
      suspect('shared-partition', [ines, '2d2h'], {
        text: 'A partition is blocked by one failing endpoint and everybody who shares it waits.',
        next: 'Ask L3 for depth and owners of partition 7.',
        for: ['wait', 'partition'],
        then: [
          ['testing', '1d22h', adaeze],
          ['supported', '1d21h40m', adaeze],
        ],
      }),
    ],
    draft: `
      Hi Priya, the permanent change is out in eu-1 as of this morning. Events are now ordered per endpoint, so a slow
      receiver can only delay itself. Your median over the last hour is 0.7 s.

      I would like to watch it for two more days before we close this. Is that fine with you?`,
  },
};

const disabled: SampleTicket = {
  key: 'webhook-disabled',
  title: 'Endpoint was switched off overnight and we are missing events',
  customer: customers.fennec,
  requester: 'Marek Havel',
  product: 'Webhooks',
  intents: ['webhooks'],
  priority: 'high',
  opened: '48m',
  description: `
    Good morning, our endpoint whe_R8sV2a shows "disabled" since @clock(7h20m) UTC. Nobody of us touched it. About 900 rides
    ended since then and we have no message.received for any of them, so riders who answered STOP or HELP were not handled.

    1. Why was it disabled?
    2. Can we get the missed events?
    3. Who was told? We got no e-mail.`,
  story: [
    asked(
      '21m',
      'Update: we enabled it again at @clock(25m), new events arrive. Questions 2 and 3 are still open, 2 is the urgent one.',
    ),
  ],
};

export const webhooks: readonly SampleTicket[] = [late, disabled];
