import { ines, leila } from '../colleagues.ts';
import { customers } from '../customers.ts';
import { asked, fact, joined, left, moved, noted, replied, suspect, took } from '../steps.ts';
import type { SampleTicket } from '../ticket.ts';

const rejected: SampleTicket = {
  key: '10dlc-rejected',
  title: '10DLC campaign rejected twice, fraud alerts to members cannot go out',
  customer: customers.wrenfield,
  requester: 'Thomas Ekwueme',
  product: '10DLC',
  intents: ['10dlc', 'compliance'],
  priority: 'urgent',
  opened: '3d4h',
  description: `
    Our campaign for account alerts (use case "Account Notification", C7K2QX1) was rejected for the second time. Reason is
    only: "30909 - call to action could not be verified". We launch card fraud alerts on the 1st and have 41,000 members who
    signed up on paper or in the branch. What does the carrier want to see?`,
  story: [
    took('3d3h50m', leila, 'investigating'),
    noted(
      '3d3h45m',
      leila,
      'Taken directly, this is a registration case from end to end. No need for anybody else to read along unless I ask.',
    ),
    replied(
      '3d3h20m',
      leila,
      `
      Hi Thomas, I handle carrier registrations here and stay with you until this is approved. 30909 means that the reviewer
      could not see how a member says yes. Your form names a link behind the member login, and reviewers cannot log in.

      Please send me:

      1. a photo or PDF of the paper form that members sign
      2. the words that branch staff read out
      3. the public page where your SMS terms are`,
    ),
    asked(
      '2d20h',
      'Form and script attached. We do not have a public page about SMS, the terms are on page 14 of the account agreement PDF.',
    ),
    noted(
      '2d18h',
      leila,
      `
      Form is good apart from one thing: consent to SMS is bundled with consent to e-mail in one tick box. That was rejected
      for two other credit unions this quarter. Needs a separate, optional box.`,
    ),
    replied(
      '2d17h',
      leila,
      `
      Two changes and I am confident that it passes: (a) a tick box of its own for SMS, not required for the account, with
      "Msg & data rates may apply. Reply STOP to opt out, HELP for help."; (b) a public page with the same words, such as
      /sms-terms. I attach a draft for both that your legal team can edit.`,
    ),
    asked(
      '1d5h',
      'Legal approved the text. New form is live in branches today, the page is at wrenfield.example/sms-terms.',
    ),
    noted(
      '1d3h',
      leila,
      'Resubmitted as C7K2QX1 revision 3 with three sample messages and links to form and page. Reviewers take 2 to 5 business days.',
    ),
    asked('3h', 'Is there a way to speed it up? We have the board meeting on Thursday.'),
  ],
  investigation: {
    notes: `
      ## Submissions

      | revision | sent | result |
      | 1 | @day(19d) | 30909, link behind login |
      | 2 | @day(8d) | 30909, same link, text changed |
      | 3 | @day(1d3h) | in review |

      ## What the reviewer must be able to see without a login

      - how the member agrees (form, screen or script)
      - brand name as registered: *Wrenfield Credit Union*, not "Wrenfield"
      - frequency, STOP, HELP, rates, link to privacy policy

      ## Sample messages in revision 3

      ~~~text
      Wrenfield Credit Union: Did you try to spend $214.90 at a gas station in Reno? Reply YES or NO. Reply STOP to opt out.
      Wrenfield Credit Union: Your card ending 4471 was locked. Call +1 775 555 0119. Reply HELP for help, STOP to opt out.
      ~~~

      > Existing 41,000 members: the old form has one box for e-mail and SMS. They should be asked again; that is their
      > compliance team's call, I have told Thomas so in writing.`,
    evidence: [
      fact('reason', [leila, '3d3h40m'], {
        kind: 'error',
        text: '30909: call to action could not be verified, on revisions 1 and 2.',
        source: 'Campaign registry, C7K2QX1, status history',
        seen: '4d',
      }),
      fact('login', [leila, '3d3h30m'], {
        kind: 'endpoint',
        text: 'The opt-in link answers 302 to the login page for everybody who is not signed in.',
        source: 'curl -I on the link from the submission',
      }),
      fact('one-box', [leila, '2d18h10m'], {
        kind: 'observation',
        text: 'Paper form AC-12 has one box for e-mail and SMS together.',
        source: 'Scan sent by Thomas Ekwueme',
        seen: '2d20h',
      }),
    ],
    hypotheses: [
      suspect('use-case', [leila, '3d3h42m'], {
        text: 'The use case is wrong, fraud alerts need "Fraud Alert Messaging".',
        next: 'Ask the registry partner whether Account Notification covers it.',
        against: ['reason'],
        then: [
          ['testing', '3d3h', leila],
          ['refuted', '2d22h', leila],
        ],
      }),
      suspect('not-visible', [leila, '3d3h35m'], {
        text: 'The reviewer cannot see how consent is given because the link is behind a login.',
        for: ['reason', 'login'],
        then: [['supported', '3d3h25m', leila]],
      }),
      suspect('bundled', [leila, '2d18h5m'], {
        text: 'Even with a public page the bundled tick box would be the next reason to reject.',
        for: ['one-box'],
        next: 'Outcome of revision 3.',
        then: [['testing', '1d3h', leila]],
      }),
    ],
    draft: `
      Hi Thomas, I have asked our registry partner to look at revision 3 before Thursday; they often do, but cannot promise.
      For the board: the submission is complete, nothing is missing on your side.`,
  },
};

const unregistered: SampleTicket = {
  key: '10dlc-30034',
  title: 'Error 30034 on one of five numbers although the campaign is approved',
  customer: customers.kestrel,
  requester: 'Zoe Marchetti',
  product: '10DLC',
  intents: ['10dlc', 'deliverability'],
  priority: 'normal',
  opened: '1d6h',
  description: `
    For our client Harrow Street Gallery (ws_H5rr0w) the campaign CQ81TNE is approved since last week. Four numbers send fine,
    the fifth, +1 415 555 0142, gets 30034 "message from an unregistered number" on every message to AT&T and T-Mobile.`,
  story: [
    took('1d5h', ines, 'triage'),
    noted(
      '1d4h40m',
      ines,
      'Number shows "registered" in our console. @ticket(10dlc-rejected) is a different thing. Would like a specialist to confirm before I touch it.',
    ),
    moved('1d4h30m', ines, 'investigating'),
    joined('1d2h', leila),
    noted(
      '1d1h40m',
      leila,
      'Our console shows our wish, not the truth. The registry has four numbers on CQ81TNE. The fifth was ported in on @day(9d), and the old provider has not released it from their campaign.',
    ),
    left('1d1h30m', leila),
    replied(
      '1d',
      ines,
      `
      Hi Zoe, the number was ported in on @day(9d), but your former provider still lists it under their campaign, and a number
      can be in one campaign only. I have sent them the release request (reference NNR-88213), normally done in one to two
      days. You can leave the number in the pool; we route around it until then.`,
    ),
    asked('22h', 'Makes sense, we ported from them and they are slow with everything. Please chase them.'),
    noted('2h40m', ines, 'Chased at @clock(2h45m), they say "today". Checking the registry again this evening.'),
  ],
  investigation: {
    notes: `
      ## The five numbers

      | number | ours | registry |
      | +1 415 555 0138 | registered | CQ81TNE |
      | +1 415 555 0139 | registered | CQ81TNE |
      | +1 415 555 0140 | registered | CQ81TNE |
      | +1 415 555 0141 | registered | CQ81TNE |
      | +1 415 555 0142 | registered | **C0LDPRV**, former provider |

      Console shows "registered" as soon as we have asked for it. Suggest a third state, *requested*.`,
    evidence: [
      fact('errors', [ines, '1d4h50m'], {
        kind: 'error',
        text: '30034 on 311 of 311 messages from +1 415 555 0142 to AT&T and T-Mobile, none on Verizon.',
        source: 'Log query messages_failed, ws_H5rr0w, 48 h',
      }),
      fact('registry', [leila, '1d1h45m'], {
        kind: 'observation',
        text: '+1 415 555 0142 is assigned to a campaign of another provider since before the port.',
        source: 'Campaign registry, number lookup',
      }),
    ],
    hypotheses: [
      suspect('not-attached', [ines, '1d4h45m'], {
        text: 'The number was never added to the messaging service of the campaign.',
        against: ['registry'],
        then: [
          ['testing', '1d4h35m', ines],
          ['refuted', '1d1h45m', leila],
        ],
      }),
      suspect('ported', [leila, '1d1h42m'], {
        text: 'The former provider still holds the number in its own campaign.',
        for: ['errors', 'registry'],
        next: 'Look the number up again after NNR-88213 is done.',
        then: [['supported', '1d1h35m', leila]],
      }),
    ],
  },
};

export const registration: readonly SampleTicket[] = [rejected, unregistered];
