import { haruto, ines, ravi, tomasz } from '../colleagues.ts';
import { customers } from '../customers.ts';
import { asked, fact, handed, joined, left, moved, noted, replied, suspect, took } from '../steps.ts';
import type { SampleTicket } from '../ticket.ts';

const segments: SampleTicket = {
  key: 'billing-segments',
  title: 'SMS overage of 41,300 segments we cannot explain',
  customer: customers.copperleaf,
  requester: 'Dana Whitlock',
  product: 'Billing',
  intents: ['billing', 'usage'],
  priority: 'normal',
  opened: '3d7h',
  description: `
    Our invoice of @day(4d) (in_R4471-0310) has 41,300 SMS segments over the plan, 578.20 USD. We sent 26,140 messages, which
    is what we always send. Nobody changed anything. Please explain or credit.`,
  story: [
    took('3d6h', tomasz, 'triage'),
    replied(
      '3d5h40m',
      tomasz,
      `
      Hi Dana, a message can consist of several segments, and the invoice counts segments. I am comparing last month with the
      months before to see what made them longer, and come back to you tomorrow at the latest.`,
    ),
    moved('3d5h', tomasz, 'investigating'),
    noted(
      '2d8h',
      tomasz,
      'Segments per message went from 1.1 to 2.6 on @day(32d), only for the template class_reminder. Something in that template.',
    ),
    joined('2d6h', ines),
    noted(
      '2d5h30m',
      ines,
      `
      The template has a curly apostrophe since revision 12 ("Don’t forget"). One such character turns the whole message into
      UCS-2: 70 characters per segment instead of 160. Their reminder has about 150 characters: 3 segments instead of 1.`,
    ),
    left('2d5h', ines),
    replied(
      '2d4h',
      tomasz,
      `
      We found it. On @day(32d) the text of "class_reminder" got a typographic apostrophe (’ instead of '). Carriers send a
      message with such a character in another alphabet, 70 characters per segment instead of 160, so your reminder needs three
      segments. Replacing that one character brings it back to one.

      "Smart encoding" under Settings, Messaging does this by itself. May I switch it on for you?`,
    ),
    asked('1d22h', 'Wow. Yes please switch it on. Still, 578 USD for an apostrophe is hard to sell to my boss.'),
    noted(
      '1d4h',
      ravi,
      'Goodwill credit of 50 % is fine, we do not warn about this anywhere. Product signal: warn in the template editor when the encoding changes.',
    ),
  ],
  investigation: {
    notes: `
      ## Segments per message

      | week of | messages | segments | per message |
      | @day(46d) | 6,470 | 7,120 | 1.10 |
      | @day(39d) | 6,495 | 7,150 | 1.10 |
      | @day(32d) | 6,480 | 16,718 | 2.58 |
      | @day(25d) | 6,512 | 16,801 | 2.58 |
      | @day(18d) | 6,588 | 16,997 | 2.58 |
      | @day(11d) | 6,560 | 16,924 | 2.58 |

      ## Revision 12 of class_reminder, @day(32d)

      ~~~diff
      - Don't forget: {class} with {coach} starts at {time}.
      + Don’t forget: {class} with {coach} starts at {time}.
      ~~~

      The rest of the text did not change, about 150 characters with names filled in. ''’'' (U+2019) is not in GSM-7, so the message goes out as **UCS-2**.

      ## To do

      - smart encoding on for ''ws_9Yd3mC''
      - credit note, 50 %, approved by Ravi
      - tell product: the editor could show "3 segments" while one types`,
    evidence: [
      fact('per-template', [tomasz, '2d8h10m'], {
        kind: 'observation',
        text: 'Only class_reminder grew, from 1.1 to 2.6 segments per message on @day(32d); eleven other templates are unchanged.',
        source: 'ClickHouse, message_segments by template and day',
      }),
      fact('encoding', [ines, '2d5h40m'], {
        kind: 'observation',
        text: 'Messages of class_reminder have encoding UCS-2 since revision 12, GSM-7 before.',
        source: 'msg_01K8C2N0PA and msg_01K8E9T7QX compared',
      }),
      fact('invoice', [tomasz, '3d5h30m'], {
        kind: 'observation',
        text: 'Usage record for the month is 67,440 segments, plan 26,140; the sum of our own counter is 67,440 as well.',
        source: 'Stripe, usage record summary of si_N0c81',
      }),
    ],
    hypotheses: [
      suspect('counted-twice', [tomasz, '3d5h35m'], {
        text: 'Usage was reported to Stripe twice for part of the month.',
        against: ['invoice'],
        then: [
          ['testing', '3d5h32m', tomasz],
          ['refuted', '3d5h20m', tomasz],
        ],
      }),
      suspect('longer-texts', [tomasz, '2d8h'], {
        text: 'Somebody made the reminder longer.',
        for: ['per-template'],
        against: ['encoding'],
        then: [
          ['testing', '2d7h', tomasz],
          ['refuted', '2d5h35m', ines],
        ],
      }),
      suspect('ucs2', [ines, '2d5h38m'], {
        text: 'A character outside GSM-7 makes nearly every reminder three segments instead of one.',
        next: 'With smart encoding on, the next full hour should be back at 1.1.',
        for: ['per-template', 'encoding'],
        then: [['supported', '2d5h20m', ines]],
      }),
    ],
  },
};

const seats: SampleTicket = {
  key: 'billing-seats',
  title: 'Invoice has 212 seats, we have 174 people',
  customer: customers.ashdown,
  requester: 'Gareth Pugh',
  product: 'Billing',
  intents: ['billing', 'scim'],
  priority: 'normal',
  opened: '2d2h',
  description: `
    Seat count on in_R4498-0077 is 212. Our directory has 174 active people in the Relay group. We closed three practices last
    month (38 people) and removed them from the group, so it looks as if you still bill for them. We use SCIM, nobody is
    managed by hand.`,
  story: [
    took('1d23h', ines, 'triage'),
    replied(
      '1d22h30m',
      ines,
      `
      Hi Gareth, 212 minus 174 is exactly your 38, so this should be easy to prove. I am checking whether the removals
      reached us and in which form, and answer today.`,
    ),
    noted(
      '1d20h',
      ines,
      'All 38 are in our table with active = true, last SCIM call for each is PATCH with 204. So we got it, answered OK and did nothing?',
    ),
    asked('5h30m', 'Any news? Accounts want to pay on Friday and I told them to wait.'),
  ],
  investigation: {
    notes: `
      ## One of the 38

      ~~~http
      PATCH /scim/v2/Users/7c1d0e
      {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
       "Operations":[{"op":"Replace","value":{"active":"False"}}]}

      204 No Content
      ~~~

      ''"False"'' is a string with a capital letter. Their directory sends it this way.`,
    evidence: [
      fact('patches', [ines, '1d20h10m'], {
        kind: 'log',
        text: 'For each of the 38 people one PATCH with active "False" arrived between @day(24d) and @day(22d), answered 204.',
        source: 'Log query scim_requests, tenant ashdown',
        seen: '22d',
      }),
      fact('still-active', [ines, '1d20h5m'], {
        kind: 'observation',
        text: '212 rows with active = true and a seat.',
        source: "SQL: select count(*) from seats where tenant = 'ashdown' and active",
      }),
    ],
    hypotheses: [
      suspect('string-false', [ines, '1d19h'], {
        text: 'We take the string "False" for true, because only the boolean false is looked at.',
        next: 'Send the same PATCH to the sandbox tenant and read the row.',
        for: ['patches', 'still-active'],
        then: [['testing', '5h', ines]],
      }),
    ],
  },
};

const poNumber: SampleTicket = {
  key: 'billing-po-number',
  title: 'PO number must be on our invoice before Friday',
  customer: customers.tidewater,
  requester: 'Moira Kelso',
  product: 'Billing',
  intents: ['billing'],
  priority: 'normal',
  opened: '3h35m',
  description: `
    Our finance system rejects in_R4502-0190 because it has no purchase order number. Please issue it again with PO
    TST-PO-00418. It has to be in by Friday or it slips into the next payment run (30 days).`,
  story: [],
};

const vat: SampleTicket = {
  key: 'billing-vat',
  title: 'Reverse charge note is missing on the last two invoices',
  customer: customers.norrfjord,
  requester: 'Torbjørn Lie',
  product: 'Billing',
  intents: ['billing', 'tax'],
  priority: 'low',
  opened: '9d2h',
  description: `
    The invoices in_R4466-0021 and in_R4490-0021 show 25 % VAT. All invoices before had reverse charge. Our VAT number has
    not changed: NO 987 654 321 MVA. Please correct both, we have booked them without VAT.`,
  story: [
    took('8d20h', tomasz, 'triage'),
    noted(
      '8d19h',
      tomasz,
      'Number is in the old field customer.tax_info, the new invoice template reads customer.tax_ids. Needs somebody with Stripe write access to move it and reissue both.',
    ),
    joined('5d3h', haruto),
    left('5d2h50m', haruto),
    noted(
      '5d2h40m',
      tomasz,
      'Haruto has no time before month end and I may not write in Stripe. Putting it back so that nobody thinks I am on it.',
    ),
    handed('5d2h30m', tomasz, null),
    asked('2d5h', 'Friendly reminder, this is now in our month-end list.'),
  ],
};

export const billing: readonly SampleTicket[] = [segments, seats, poNumber, vat];
