import type { Scene } from './scene.ts';

/** Customer side: counts, compares, keeps the owner of the ticket honest. */
export const scenesOfInes: readonly Scene[] = [
  {
    key: 'billing-seats',
    notes: [
      'Sandbox tenant: PATCH with the boolean false removes the seat at once. With the string "False" nothing happens, and we still answer 204.',
      'Asked accounts to hold in_R4498-0077 until this is settled, so that Gareth does not have to.',
    ],
    hypothesis: {
      text: 'Other directories send "False" as well, so more customers pay for people who have left.',
      nextTest: 'Count 204 answers to a PATCH with a string value in the last 30 days, by tenant.',
    },
    evidence: {
      kind: 'log',
      text: '6 tenants sent active as a string in the last 30 days, 131 people in all.',
      source: 'Log query scim_requests, op replace, path active, 30 d',
    },
    outcome: 'supported',
    message:
      'It is not only Ashdown: six tenants, 131 seats. I would credit all of them together once the fix has an owner.',
  },
  {
    key: 'import-stuck',
    notes: [
      'Counted: 31,876 contacts carry imp_77Q0. So the rows behind the open quote are not in, and what we told Milo is wrong.',
      'Repaired copy of the file: closing the quote in line 31,877 gives 48,230 records in a strict parser.',
    ],
    hypothesis: {
      text: 'The memory limit of the worker is too low for files of this size in general.',
      nextTest: 'Import guests_1.csv (51,000 rows, no open quote) on the same worker.',
    },
    evidence: {
      kind: 'observation',
      text: 'guests_1.csv went through in 96 s with a peak of 140 MB.',
      source: 'Worker metrics, import-worker-3',
    },
    outcome: 'refuted',
    message:
      'Before anything else I correct what I wrote to Milo: his invitation would miss 16,000 guests. Calling him now.',
  },
  {
    key: 'api-429',
    notes: [
      'Change for 80/s and burst 160 is prepared in the admin console and waits for a second pair of eyes.',
      'Booking team of Copperleaf wants a workspace of its own anyway, Dana asks them about the date.',
    ],
    hypothesis: {
      text: 'The booking app retries at once and does not wait for Retry-After, which makes each peak worse.',
      nextTest: 'Distance between a 429 and the next call of key ...90be.',
    },
    evidence: {
      kind: 'log',
      text: 'Key ...90be waits 1.0 to 1.3 s after each 429, as it should.',
      source: 'Log query api_requests, ws_9Yd3mC, pairs of 429 and next call',
    },
    outcome: 'refuted',
    message: 'Their retries are polite, so raising the limit is enough. Who can be the second pair of eyes?',
  },
  {
    key: '10dlc-30034',
    notes: [
      'Registry looked up again: +1 415 555 0142 still belongs to the campaign of the former provider.',
      'Traffic of that number is routed over the other four since the morning, none of them is near its limit.',
    ],
    hypothesis: {
      text: 'The release request NNR-88213 was sent to the wrong desk of the former provider.',
      nextTest: 'Ask for the name of whoever works on it.',
    },
    evidence: {
      kind: 'observation',
      text: 'NNR-88213 is with their porting desk, position 14 in the queue, named agent confirmed.',
      source: 'Telephone call with the former provider',
    },
    outcome: 'refuted',
    message: 'They have it and it is in the right place. I tell Zoe "tomorrow" only when the registry says so.',
  },
  {
    key: 'report-gap',
    notes: [
      'Recomputed last week with count() instead of uniqExact(): 100,312. Together with the 68 around midnight that is 100,380, to the message.',
      'Anneke needs one number before Friday. The draft has it; it can go out when Adaeze has looked at the recomputed week.',
    ],
    hypothesis: {
      text: 'Other workspaces show a smaller gap only because they write to a person once a day.',
      nextTest: 'Gap by workspace against messages per person and day.',
    },
    evidence: {
      kind: 'observation',
      text: 'Over 40 workspaces the gap follows messages per person and day, r = 0.98.',
      source: 'ClickHouse, daily_rollup against messages, last week',
    },
    outcome: 'supported',
    message:
      'So everybody with more than one message per person and day sees too few. Worth a note on the status page?',
  },
];
