import { haruto, ines, ravi, tomasz } from '../colleagues.ts';
import { customers } from '../customers.ts';
import { asked, fact, joined, moved, noted, prioritised, replied, suspect, took } from '../steps.ts';
import type { SampleTicket } from '../ticket.ts';

const payouts: SampleTicket = {
  key: 'payments-payouts',
  title: 'Payouts paused, 18,420.55 GBP of rent deposits are stuck',
  customer: customers.oakhollow,
  requester: 'Bernadette Cole',
  product: 'Payments',
  intents: ['payments', 'payouts'],
  priority: 'high',
  opened: '1d5h',
  description: `
    Our Relay dashboard says "Payouts paused, action needed" since @weekday(1d20h). We answered everything Stripe asked for on
    @day(1d16h) and Stripe's page shows no open task. There are 18,420.55 GBP in the balance, by law we must pass deposits
    on within a few days. acct_1Nq7OakH`,
  story: [
    took('1d4h40m', ines, 'investigating'),
    replied(
      '1d4h30m',
      ines,
      `
      Hi Bernadette, I understand the deadline. I can see your account and am comparing what Stripe knows with what our
      dashboard shows. I will call in payments engineering right away instead of passing you along; you keep me as contact.`,
    ),
    joined('1d4h10m', haruto),
    noted(
      '1d3h50m',
      haruto,
      `
      Stripe says payouts_enabled: true since @time(1d15h40m). Our copy says false. The account.updated event that should have
      told us, evt_1QKb3, was answered 200 by us and then dropped.`,
    ),
    moved('1d3h45m', ines, 'engineering'),
    prioritised('1d3h40m', ines, 'urgent'),
    noted(
      '1d2h',
      haruto,
      'Dropped because livemode events are deduplicated by (account, created second). Two account.updated in the same second, the first still had payouts_enabled: false.',
    ),
    replied(
      '1d1h30m',
      ines,
      `
      Stripe released your payouts on @day(1d16h); our side missed that message. Haruto from payments is correcting your account
      by hand now. The payout should show as "in transit" within an hour.`,
    ),
    noted(
      '1d30m',
      haruto,
      'Resynced acct_1Nq7OakH from the Stripe API, payout po_1QKf9 created, arrives in 1 to 2 bank days.',
    ),
    asked(
      '23h',
      'I see 18,420.55 in transit, thank you both. Can it happen again next month? We have an annual review then.',
    ),
    noted(
      '4h20m',
      haruto,
      'Fix: deduplicate by event id only, RLY-4431, in review. Looking for other accounts: 7 candidates, list in the notes.',
    ),
  ],
  investigation: {
    notes: `
      ## Two truths

      | field | Stripe | Relay |
      | payouts_enabled | true | **false** |
      | requirements.currently_due | none | individual.verification.document |
      | last change | @time(1d15h40m) | @time(1d15h40m) |

      ## Events of that second

      ~~~text
      evt_1QKb2  account.updated  created=@unix(1d15h40m)  payouts_enabled=false  -> applied
      evt_1QKb3  account.updated  created=@unix(1d15h40m)  payouts_enabled=true   -> duplicate, skipped
      ~~~

      The key is ''(account, created)'', and ''created'' has seconds only.

      ## Other accounts with the same pattern

      1. ''acct_1Mv2Quil''
      2. ''acct_1Pz9Copp'', paused since @day(8d), nobody complained
      3. five more in the sandbox, harmless`,
    evidence: [
      fact('stripe-account', [ines, '1d4h20m'], {
        kind: 'observation',
        text: 'payouts_enabled true, nothing currently due, no deadline.',
        source: 'Stripe, acct_1Nq7OakH',
      }),
      fact('skipped', [haruto, '1d3h55m'], {
        kind: 'log',
        text: 'evt_1QKb3 answered 200 and skipped as a duplicate of evt_1QKb2, 41 ms apart.',
        source: 'Log query stripe_inbound, account acct_1Nq7OakH',
        seen: '1d15h40m',
      }),
      fact('resync', [haruto, '1d25m'], {
        kind: 'observation',
        text: 'After the resync the dashboard shows payouts active and po_1QKf9 over 18,420.55 GBP.',
        source: 'Relay admin, account page',
      }),
    ],
    hypotheses: [
      suspect('still-due', [ines, '1d4h35m'], {
        text: 'Stripe still wants a document and only its page is out of date.',
        against: ['stripe-account'],
        then: [
          ['testing', '1d4h30m', ines],
          ['refuted', '1d4h18m', ines],
        ],
      }),
      suspect('lost-event', [ines, '1d4h12m'], {
        text: 'We missed the event that released the payouts.',
        next: 'Replay the two events in staging against the fix.',
        for: ['stripe-account', 'skipped', 'resync'],
        then: [
          ['testing', '1d4h8m', haruto],
          ['supported', '1d3h50m', haruto],
        ],
      }),
    ],
    draft: `
      Hi Bernadette, your question about next month: the fix for the missed message is in review and goes live this week, well
      before your annual review. I have also put a note on your account so that we see a pause before you do.`,
  },
};

const refund: SampleTicket = {
  key: 'payments-refund',
  title: 'Refund shows as done in Relay, the shopper never got it',
  customer: customers.pinemarten,
  requester: 'Sofie Bakker',
  product: 'Payments',
  intents: ['payments', 'refunds'],
  priority: 'normal',
  opened: '7h10m',
  description: `
    Refund of 129.00 EUR for order PM-20817, done on @day(16d), status "succeeded". The shopper's bank (they called twice) sees
    nothing. Card ended in 4471, since then replaced by a new one. What can I tell her?`,
  story: [
    took('6h20m', tomasz, 'triage'),
    replied(
      '6h',
      tomasz,
      `
      Hi Sofie, the refund left us and the card network confirmed it. The bank can find it with the reference below, also when
      the card was replaced; they book it on the account behind the card.

        ARN 74537606@unix(16d)42`,
    ),
    asked(
      '2h30m',
      'She read the number to the bank, they say it "does not exist in their system". Is there something else?',
    ),
    noted(
      '1h50m',
      tomasz,
      'Need the trace from the acquirer. Payments can request it in Stripe under the refund; asking Haruto in office hours.',
    ),
  ],
};

const dispute: SampleTicket = {
  key: 'payments-dispute',
  title: 'Evidence for a dispute was not sent although we uploaded it in time',
  customer: customers.oakhollow,
  requester: 'Bernadette Cole',
  product: 'Payments',
  intents: ['payments', 'disputes'],
  priority: 'high',
  opened: '1h25m',
  description: `
    We uploaded the tenancy agreement and the signed check-in report for dispute dp_1QHt7 on @day(4d), deadline was yesterday
    23:59. Today the dispute is lost, reason "no response from merchant". The file is still listed on our page with status
    "draft". There was no button to send it that we could see. 950 GBP.`,
  story: [],
};

const doubleCharge: SampleTicket = {
  key: 'billing-annual',
  title: 'Charged twice after moving from monthly to annual',
  customer: customers.larder,
  requester: 'Yusuf Adeyemi',
  product: 'Billing',
  intents: ['billing', 'refunds'],
  priority: 'normal',
  opened: '5d6h',
  description: `
    On @day(6d) we switched to the annual plan. The card was charged 4,788.00 USD for the year (fine) and the next morning
    another 399.00 USD for the month. Please refund the 399.`,
  story: [
    took('5d5h', ines, 'triage'),
    moved('5d4h', ines, 'investigating'),
    noted(
      '5d3h',
      ines,
      'Two subscriptions: the annual one was created, the monthly one set to cancel at period end, but its renewal ran 11 h later and had been finalised before.',
    ),
    replied(
      '5d2h',
      ines,
      `
      Hi Yusuf, you are right. The renewal of the monthly plan was already prepared when you switched, so it was still taken.
      I have refunded 399.00 USD (re_3PWq0d); your bank shows it in 5 to 10 days.`,
    ),
    moved('5d1h50m', ines, 'waiting'),
    noted(
      '4d22h',
      ravi,
      'Fourth case of this in six weeks. Worth telling billing as one signal, with the customers named.',
    ),
    asked('3d1h', 'Thanks! Will confirm when it is on the statement.'),
  ],
  investigation: {
    notes: `
      ## Sequence

      1. @time(6d4h) switch to annual, ''sub_annual'' created, ''in_R4495-0062'' 4,788.00 paid
      2. @time(6d4h) ''sub_monthly'' set to ''cancel_at_period_end''
      3. @time(5d17h) ''in_R4497-0062'' 399.00 paid, finalised as a draft **before** step 1

      Setting ''cancel_at_period_end'' does not touch a draft that exists already. The switch should void it.

      Seen before: three other customers since @day(40d), all switched within a day of their renewal.`,
    evidence: [
      fact('draft-first', [ines, '5d3h10m'], {
        kind: 'observation',
        text: 'in_R4497-0062 was created as a draft one hour before the switch and finalised eleven hours after it.',
        source: 'Stripe events invoice.created and invoice.finalized',
        seen: '5d17h',
      }),
    ],
    hypotheses: [
      suspect('draft-survives', [ines, '5d3h20m'], {
        text: 'A renewal invoice that is already drafted survives the switch of plans.',
        for: ['draft-first'],
        next: 'Switch a test clock customer 30 minutes before renewal.',
        then: [
          ['testing', '5d3h15m', ines],
          ['supported', '5d3h', ines],
        ],
      }),
    ],
  },
};

export const payments: readonly SampleTicket[] = [payouts, refund, dispute, doubleCharge];
