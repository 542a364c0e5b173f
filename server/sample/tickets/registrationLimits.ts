import { leila, ravi, tomasz } from '../colleagues.ts';
import { customers } from '../customers.ts';
import { asked, fact, moved, noted, replied, suspect, took } from '../steps.ts';
import type { SampleTicket } from '../ticket.ts';

const dailyCap: SampleTicket = {
  key: '10dlc-daily-cap',
  title: 'T-Mobile stops delivering after about 2,000 messages a day',
  customer: customers.tidewater,
  requester: 'Colin Abernathy',
  product: '10DLC',
  intents: ['10dlc', 'rate-limits'],
  priority: 'high',
  opened: '8d3h',
  description: `
    On @day(9d) four schools had to close (burst main) and we sent 6,300 notices between 05:30 and 05:50. AT&T and Verizon parents
    got theirs, T-Mobile parents only until about the 2,000th message, the rest failed with 30023. We close for weather several
    times a year, so this will come back.`,
  story: [
    took('8d2h30m', leila, 'investigating'),
    replied(
      '8d2h',
      leila,
      `
      Hi Colin, T-Mobile gives every brand a daily cap by its vetting score. The trust was registered without vetting, which
      means 2,000 a day. With a score of 75 or more the cap is 200,000. Vetting costs 40 USD once and takes about a week; shall
      I order it? As a public school trust you can also apply as a government or non-profit brand, which I would do as well.`,
    ),
    asked('7d22h', 'Please order it. Who has to sign what?'),
    replied(
      '7d21h',
      leila,
      'Ordered. The agency will write to the address in your registration, moira.kelso@tidewater.example, and ask for the letter of determination. Please make sure she expects it.',
    ),
    noted(
      '7d20h50m',
      leila,
      'For the next closure before vetting is done: split by carrier and send T-Mobile by the short code of the county, agreed with Colin by phone.',
    ),
    moved('7d20h', leila, 'waiting'),
    asked('3d2h', 'Moira sent the letter on Monday. We have not heard back.'),
    noted('2d20h', leila, 'Agency confirms receipt, score expected within 3 business days.'),
  ],
  investigation: {
    notes: `
      ## The morning in question, @day(9d)

      - 6,300 notices, 05:30 to 05:50 local time
      - T-Mobile: 2,004 delivered, then 1,196 times ''30023''
      - others: 3,100 of 3,100

      ## Caps per day and brand

      | vetting score | T-Mobile cap |
      | none or below 25 | 2,000 |
      | 25 to 49 | 10,000 |
      | 50 to 74 | 40,000 |
      | 75 and more | 200,000 |`,
    evidence: [
      fact('cap-error', [leila, '8d2h20m'], {
        kind: 'error',
        text: '1,196 messages failed with 30023, all T-Mobile, first one after 2,004 deliveries.',
        source: 'Log query messages_failed, ws_T1deW8',
        seen: '9d',
      }),
      fact('no-score', [leila, '8d2h15m'], {
        kind: 'observation',
        text: 'Brand BN4T7DE has no vetting score.',
        source: 'Campaign registry, brand details',
      }),
    ],
    hypotheses: [
      suspect('cap', [leila, '8d2h25m'], {
        text: 'The brand has the lowest daily cap because it was never vetted.',
        next: 'Send the next drill (Thursday) after the score arrives.',
        for: ['cap-error', 'no-score'],
        then: [['supported', '8d2h10m', leila]],
      }),
    ],
  },
};

const einMismatch: SampleTicket = {
  key: '10dlc-ein',
  title: 'Brand registration fails, tax id does not match the legal name',
  customer: customers.mosswick,
  requester: 'Hana Sato',
  product: '10DLC',
  intents: ['10dlc'],
  priority: 'normal',
  opened: '13d5h',
  description: `
    For our client "Bellows & Brass" the brand registration comes back as UNVERIFIED three times. EIN is right, we copied it
    from the tax return. Address too.`,
  story: [
    took('13d4h', leila, 'investigating'),
    replied(
      '13d3h40m',
      leila,
      `
      Hi Hana, the registry compares the EIN with the exact legal name the tax office has, and "Bellows & Brass" looks like a
      trading name. Could you ask the client for the letter CP 575 or 147C? The name on its first line is the one to use,
      commas included.`,
    ),
    asked('11d2h', 'You are right, the letter says "HALVORSEN REPAIR HOLDINGS, LLC". Trying with this.'),
    asked('11d1h', 'VERIFIED after four minutes!'),
    replied(
      '11d40m',
      leila,
      'Good. Keep "Bellows & Brass" as the DBA in the campaign so that the messages may use it. I have added the letter tip to the form for agencies.',
    ),
    moved('11d30m', leila, 'resolved'),
    noted(
      '10d22h',
      ravi,
      'The tip is live in the agency form. Thanks Leila, that was the eleventh of these this quarter.',
    ),
  ],
};

const germanCodes: SampleTicket = {
  key: 'verify-codes-de',
  title: 'Login codes to German numbers arrive late or not at all',
  customer: customers.fennec,
  requester: 'Lucie Horáková',
  product: 'Messaging',
  intents: ['deliverability', 'verification'],
  priority: 'high',
  opened: '9h20m',
  description: `
    Since we opened in Leipzig, about one in five riders there does not get the code within a minute. Prague and Brno are
    fine. Sender is "FENNEC". Examples from tonight, all O2:

      msg_01K9Y7A0TT  sent @clock(10h12m)  no receipt
      msg_01K9Y7D3QF  sent @clock(10h4m)   delivered after 3 min 40 s
      msg_01K9Y8B21M  sent @clock(9h41m)   no receipt`,
  story: [
    took('8h30m', tomasz, 'triage'),
    replied(
      '8h10m',
      tomasz,
      `
      Hi Lucie, thanks for the examples, they help. All three went over the same route. I am comparing it with the other
      German routes by operator and will tell you by noon whether we can move you to a better one.`,
    ),
    noted(
      '4h',
      tomasz,
      `
      O2 DE on route de-3: 79 % within 60 s. On de-1: 98 %. Difference began @day(2d). Moving one customer is easy; if the
      whole route is bad it is not only them. Can somebody from messaging look at de-3?`,
    ),
  ],
};

export const registrationLimits: readonly SampleTicket[] = [dailyCap, einMismatch, germanCodes];
