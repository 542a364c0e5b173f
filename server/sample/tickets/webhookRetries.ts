import { adaeze, ines } from '../colleagues.ts';
import { customers } from '../customers.ts';
import { asked, fact, joined, left, noted, replied, suspect, took } from '../steps.ts';
import type { SampleTicket } from '../ticket.ts';

const duplicates: SampleTicket = {
  key: 'webhook-duplicates',
  title: 'invoice.paid delivered three to five times, orders are created twice',
  customer: customers.pinemarten,
  requester: 'Sofie Bakker',
  product: 'Webhooks',
  intents: ['webhooks', 'billing'],
  priority: 'high',
  opened: '1d8h',
  description: `
    We got 17 double shipments this week because invoice.paid came more than once for the same invoice. Example: inv_7K20D4
    came at @clock(1d10h), again 12 seconds later, again after a minute and once more after five minutes. Each time we
    created an order. We return 200. Please stop the duplicates, this is real money (two tents at 480 EUR each).`,
  story: [
    took('1d7h30m', ines, 'investigating'),
    replied(
      '1d7h20m',
      ines,
      `
      Hi Sofie, sorry about the double shipments. A first answer while I dig: all four deliveries of inv_7K20D4 carry the
      same event id, evt_01K9W1T0HB. If you store that id and skip what you have seen, no further doubles can happen,
      whatever the cause turns out to be.`,
    ),
    asked('1d6h', 'We can do that tonight. But why do you send it again when we answered with 200?'),
    joined('1d5h', adaeze),
    noted(
      '1d4h50m',
      adaeze,
      `
      We gave up waiting at 10.0 s each time; their 200 comes at about 11 s and lands on a closed connection. See the
      attempts in the evidence.`,
    ),
    left('1d4h30m', adaeze),
    replied(
      '1d4h',
      ines,
      `
      We wait 10 seconds for an answer. Your handler took 10.9 to 11.6 seconds for these, so your 200 arrived after we had
      hung up and counted it as failed. Do you create the order inside the request? Answering first and working afterwards
      would end the retries.`,
    ),
    asked(
      '20h',
      'Yes it calls our ERP synchronously, the ERP is slow since their upgrade on Monday. We will put a queue in between.',
    ),
    noted(
      '2h15m',
      ines,
      'Dedupe by event id is live on their side since last night, no doubles in the last 9 h. Watching retries until their queue ships.',
    ),
  ],
  investigation: {
    notes: `
      ## Attempts for evt_01K9W1T0HB

      | attempt | sent | result |
      | 1 | @time(1d10h0m31s) | timeout after 10,000 ms |
      | 2 | @time(1d10h0m19s) | timeout after 10,000 ms |
      | 3 | @time(1d9h59m9s) | timeout after 10,000 ms |
      | 4 | @time(1d9h54m2s) | 200 in 9,841 ms |

      Same event id each time, so this is retry and not a double emit.

      ## For the customer

      1. Skip event ids already seen (done, @day(12h))
      2. Answer 200 at once, create the order from a queue
      3. Optional: ''Relay-Attempt'' header tells a retry from a first delivery`,
    evidence: [
      fact('timeouts', [adaeze, '1d4h55m'], {
        kind: 'log',
        text: '231 of 260 deliveries of invoice.paid to whe_3PzKq7 since Monday timed out at 10,000 ms; before Monday 2 of 412.',
        source: 'Log query webhook_attempts, endpoint whe_3PzKq7, 14 d',
      }),
      fact('one-event', [ines, '1d7h25m'], {
        kind: 'observation',
        text: 'inv_7K20D4 has exactly one invoice.paid event in the outbox.',
        source: "SQL: select id, type from outbox where subject = 'inv_7K20D4'",
      }),
      fact('erp', [ines, '20h'], {
        kind: 'observation',
        text: 'Handler calls the ERP inside the request; the ERP was upgraded on Monday and takes 9 to 11 s per order.',
        source: 'Sofie Bakker, by e-mail',
      }),
    ],
    hypotheses: [
      suspect('emitted-twice', [ines, '1d7h28m'], {
        text: 'Billing emits invoice.paid more than once, for example on partial captures.',
        against: ['one-event'],
        then: [['refuted', '1d7h24m', ines]],
      }),
      suspect('too-slow', [ines, '1d5h30m'], {
        text: 'Their handler takes longer than our 10 s, so we retry what they have already processed.',
        next: 'Watch timeouts after their queue is live; should be zero within an hour.',
        for: ['timeouts', 'erp'],
        then: [
          ['testing', '1d5h', ines],
          ['supported', '20h', ines],
        ],
      }),
    ],
  },
};

export const webhookRetries: readonly SampleTicket[] = [duplicates];
