import { adaeze, ines, leila, tomasz } from '../colleagues.ts';
import { customers } from '../customers.ts';
import { asked, fact, joined, left, noted, prioritised, replied, suspect, took } from '../steps.ts';
import type { SampleTicket } from '../ticket.ts';

const filtered: SampleTicket = {
  key: 'deliverability-30007',
  title: 'Half of our appointment reminders are filtered with 30007',
  customer: customers.solvei,
  requester: 'Karim Benali',
  product: 'Messaging',
  intents: ['deliverability', '10dlc'],
  priority: 'high',
  opened: '22h',
  description: `
    Since yesterday 48 % of the reminders from our US clinics fail with 30007 "carrier violation". Until then it was
    below 1 %. Text and numbers are the same as for two years. Patients miss appointments, one clinic had 11 no-shows today.
    Workspace ws_S0lvUS, campaign CB3MED9.`,
  story: [
    took('21h30m', ines, 'investigating'),
    replied(
      '21h20m',
      ines,
      'Hi Karim, I have this now. Could you send me three of the texts exactly as they went out, links included? I am pulling the failures by template meanwhile.',
    ),
    asked(
      '20h40m',
      `
      1. "Solvei Health: your appointment with Dr. Ortiz is on Tuesday 9:20. Details: go.lnk.example/a8Kz2"
      2. "Solvei Health: please arrive 10 minutes early on Tuesday 9:20."
      3. "Solvei Health: reminder for Tuesday 9:20, to change it: go.lnk.example/b77Qe"

      Number 2 always arrives, I notice.`,
    ),
    joined('20h', tomasz),
    prioritised('19h50m', ines, 'urgent'),
    noted(
      '19h30m',
      ines,
      'Texts with a go.lnk.example link fail at 52 %, texts without a link at 0.6 % as ever. Their shortener is a public one, shared with everybody.',
    ),
    joined('18h', leila),
    noted(
      '17h40m',
      leila,
      `
      Two carriers put that shortener's domain on their block list at @clock(23h40m) UTC yesterday. Not about Solvei. A public shortener
      is discouraged in the campaign rules anyway; a branded short domain is the way out.`,
    ),
    replied(
      '17h',
      ines,
      `
      The cause is the short link, not you: two carriers block the whole domain go.lnk.example since yesterday, because others
      misuse it. Fastest remedy: switch links in your templates to your own domain. We can give you r.solvei.example as a
      branded short domain; you need one CNAME record:

        r.solvei.example.  CNAME  links.relay.example.`,
    ),
    left('16h40m', leila),
    asked('5h', 'CNAME is set since this morning. We changed the Boston clinics first. How do we see if it works?'),
    noted('3h10m', tomasz, 'Boston since @clock(4h50m): 1,204 sent, 6 failed (0.5 %). Others still 46 %.'),
  ],
  investigation: {
    notes: `
      ## Failures by template, last 24 h

      | template | link | sent | 30007 |
      | reminder_48h | go.lnk.example | 5,210 | 2,731 |
      | arrive_early | none | 4,877 | 31 |
      | reschedule | go.lnk.example | 1,940 | 1,002 |

      AT&T and T-Mobile only; Verizon delivers everything.

      ## After the change in Boston (@clock(4h50m))

      ~~~sql
      select clinic, count(*) as sent, sum(error = '30007') as filtered
      from messages where workspace = 'ws_S0lvUS' and sent_at > '@time(4h50m)'
      group by clinic;
      -- boston   1204    6
      -- others   3122 1437
      ~~~

      ## Next

      - tell Karim to switch the other clinics
      - ask carriers for reconsideration? Leila: not worth it for a shared domain
      - who else uses go.lnk.example: 14 workspaces, list with Leila`,
    evidence: [
      fact('by-template', [ines, '19h40m'], {
        kind: 'observation',
        text: 'Texts with a go.lnk.example link fail at 52 %, texts without at 0.6 %.',
        source: 'ClickHouse, message_failures by template',
      }),
      fact('opt-outs', [tomasz, '19h20m'], {
        kind: 'observation',
        text: 'Opt-out rate is 0.2 % as always; no complaints in the carrier feedback loop.',
        source: 'Deliverability dashboard, ws_S0lvUS',
      }),
      fact('block-list', [leila, '17h45m'], {
        kind: 'observation',
        text: 'go.lnk.example blocked by two carriers since @time(23h40m).',
        source: 'Aggregator notice 5518',
      }),
      fact('boston', [tomasz, '3h15m'], {
        kind: 'observation',
        text: 'With r.solvei.example 6 of 1,204 messages filtered; the same hour with the old links 1,437 of 3,122.',
        source: 'SQL, messages by clinic',
      }),
    ],
    hypotheses: [
      suspect('complaints', [tomasz, '19h55m'], {
        text: 'Patients reported the messages as spam and the campaign lost its standing.',
        against: ['opt-outs'],
        then: [
          ['testing', '19h50m', tomasz],
          ['refuted', '19h15m', tomasz],
        ],
      }),
      suspect('volume', [ines, '20h10m'], {
        text: 'A jump in volume triggered the carrier filters.',
        next: 'Compare hourly volume with the same day of the four weeks before.',
        against: ['by-template'],
        then: [
          ['testing', '20h', ines],
          ['refuted', '19h38m', ines],
        ],
      }),
      suspect('short-link', [ines, '19h35m'], {
        text: 'Carriers block the domain of the public link shortener.',
        next: 'Watch the clinics after their switch to r.solvei.example.',
        for: ['by-template', 'block-list', 'boston'],
        then: [
          ['testing', '18h', leila],
          ['supported', '17h42m', leila],
        ],
      }),
    ],
    draft: `
      Hi Karim, it works: Boston is at 0.5 % since @clock(4h50m), the other clinics are still at 46 %. Please switch them too;
      nothing else needs to change.

      To see it yourself: Reports, Delivery, group by "link domain".`,
  },
};

const stop: SampleTicket = {
  key: 'opt-out-ignored',
  title: 'Members who replied STOP still get marketing messages',
  customer: customers.wrenfield,
  requester: 'Thomas Ekwueme',
  product: 'Messaging',
  intents: ['opt-out', 'compliance'],
  priority: 'urgent',
  opened: '5h50m',
  description: `
    Three members complained that they answered STOP and got another message the day after. We are a regulated institution,
    our compliance officer has to report this within 72 hours. I need facts: how many members are affected and since when?

    One of them: +1 775 555 0163, STOP at @time(2d1h), next message at @time(1d4h).`,
  story: [
    took('5h40m', tomasz, 'investigating'),
    replied(
      '5h30m',
      tomasz,
      `
      Hi Thomas, I treat this as compliance-critical. First fact: the STOP of that member was received and confirmed. The
      message a day later came from another sender, the number pool "Promotions". You get the count and the start today.

      To be safe until then I can pause the pool; shall I?`,
    ),
    asked('5h20m', 'Yes, pause "Promotions" now.'),
    noted(
      '5h15m',
      tomasz,
      'Paused at @clock(5h16m). Opt-outs are stored per messaging service; "Alerts" and "Promotions" are two services since they were split.',
    ),
    joined('5h', leila),
    joined('4h30m', adaeze),
    noted(
      '2h',
      adaeze,
      'Split was done with our own console action "duplicate service". It copies senders and settings, not the opt-out list. So it is our fault and not a setting of theirs.',
    ),
  ],
  investigation: {
    notes: `
      ## Facts for their report

      - services: ''MG_alerts'', and ''MG_promotions'' made from it on @date(11d) by "duplicate service"
      - opt-out list of ''MG_alerts'' at that time: **1,872** members
      - of these, messaged by ''MG_promotions'' since: *being counted, see below*
      - pool paused @time(5h16m)

      ## Count

      ~~~sql
      select count(distinct m.recipient)
      from messages m
      join opt_outs o on o.service = 'MG_alerts' and o.number = m.recipient and o.at < m.sent_at
      where m.service = 'MG_promotions' and m.status in ('sent', 'delivered');
      ~~~

      Runs on the replica, Adaeze has access.

      ## Remedy

      1. copy the 1,872 opt-outs to ''MG_promotions'' before the pool is resumed
      2. "duplicate service" must copy opt-outs; and who else used it?
      3. customer decides whether opt-out holds for the whole brand`,
    evidence: [
      fact('received', [tomasz, '5h35m'], {
        kind: 'log',
        text: 'STOP from +1 775 555 0163 received @time(2d1h), stored for MG_alerts, confirmation delivered.',
        source: 'Log query inbound_messages and opt_outs',
        seen: '2d1h',
      }),
      fact('other-service', [tomasz, '5h17m'], {
        kind: 'observation',
        text: 'The message of @time(1d4h) was sent by MG_promotions, which has 0 opt-outs.',
        source: 'msg_01K9WQ6P3D, sender details',
        seen: '1d4h',
      }),
    ],
    hypotheses: [
      suspect('spelling', [tomasz, '5h38m'], {
        text: 'Their STOP was not recognised because of a dot or a blank.',
        against: ['received'],
        then: [['refuted', '5h34m', tomasz]],
      }),
      suspect('per-service', [tomasz, '5h16m'], {
        text: 'Opt-outs hold per service, and the new service began without any.',
        for: ['received', 'other-service'],
        next: 'Duplicate a service with one opt-out in staging and look at the copy.',
        then: [
          ['testing', '4h30m', adaeze],
          ['supported', '2h5m', adaeze],
        ],
      }),
    ],
  },
};

export const deliverability: readonly SampleTicket[] = [filtered, stop];
