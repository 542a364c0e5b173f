import { adaeze, ines, ravi, tomasz } from '../colleagues.ts';
import { customers } from '../customers.ts';
import { asked, fact, joined, moved, noted, prioritised, replied, suspect, took } from '../steps.ts';
import type { SampleTicket } from '../ticket.ts';

const loop: SampleTicket = {
  key: 'sso-loop',
  title: 'Nobody can sign in, login loops since the certificate was renewed',
  customer: customers.norrfjord,
  requester: 'Ingrid Aasen',
  product: 'SSO',
  intents: ['sso'],
  priority: 'urgent',
  opened: '2h40m',
  description: `
    340 people locked out, including the control room that sends outage messages. We renewed the SAML signing certificate in
    our identity provider at @clock(3h) UTC and uploaded the new metadata to Relay at @clock(2h55m). Since then: login page,
    our provider, back to the login page, endlessly. No error text. Storm warning for tonight. PLEASE HURRY.`,
  story: [
    took('2h36m', tomasz, 'engineering'),
    noted(
      '2h34m',
      tomasz,
      'Customer blocked, no time for a full brief: 340 users, control room, storm tonight. Straight to engineering. Adaeze, can you come?',
    ),
    replied(
      '2h31m',
      tomasz,
      `
      Hi Ingrid, I have you as the first thing on my desk, and an engineer is joining me now. For the control room: I can send
      three people a one-time sign-in link that works without your provider. Which addresses?`,
    ),
    joined('2h29m', adaeze),
    asked('2h26m', 'kontroll1@, kontroll2@ and vakt@norrfjord.example. Thank you.'),
    replied('2h20m', tomasz, 'Sent to all three, valid for 12 hours. Outage messages can go out again.'),
    noted(
      '2h5m',
      adaeze,
      'Assertions arrive and are signed with the NEW certificate, we check against the OLD one. The metadata upload of @clock(2h55m) was stored as a draft; somebody has to press "activate". The page does not say so.',
    ),
    joined('1h50m', ravi),
    replied(
      '1h45m',
      tomasz,
      'Ingrid, could you open Settings, Single sign-on and press "Activate" next to the certificate that ends in 5E:91? Then one person should try first.',
    ),
    asked('1h32m', 'Activated. I am in! Colleagues report the same. 297 signed in so far.'),
    noted(
      '40m',
      tomasz,
      'Leaving it here until the control room is back on SSO (end of shift 22:00). One-time links are to be revoked then.',
    ),
  ],
  investigation: {
    notes: `
      ## Now

      **Workaround first:** three one-time links for the control room, sent @clock(2h20m), revoke after the shift.

      ## Assertion

      ~~~xml
      <saml:Issuer>https://idp.norrfjord.example/saml</saml:Issuer>
      <ds:X509Certificate>MIIC8DCCAdig...5E91</ds:X509Certificate>
      <saml:Conditions NotBefore="@iso(2h15m30s)" NotOnOrAfter="@iso(2h10m30s)">
      ~~~

      Signature valid against ''...5E:91'' (new), checked against ''...A3:0C'' (old): refused, redirect to login, loop.

      ## For product

      - an uploaded certificate should say "not active yet" in red
      - the loop should end with an error page after two rounds`,
    evidence: [
      fact('fingerprint', [adaeze, '2h8m'], {
        kind: 'error',
        text: 'saml_signature_invalid 1,922 times, certificate presented 5E:91, certificate expected A3:0C.',
        source: 'Log query auth_saml, tenant norrfjord, 1 h',
      }),
      fact('draft', [adaeze, '2h6m'], {
        kind: 'observation',
        text: 'idp_certificates has 5E:91 with state draft, uploaded @time(2h55m) by i.aasen.',
        source: "SQL: select fingerprint, state from idp_certificates where tenant = 'norrfjord'",
      }),
    ],
    hypotheses: [
      suspect('clock-skew', [tomasz, '2h30m'], {
        text: 'Their provider came back from the renewal with a wrong clock and NotBefore lies in the future.',
        against: ['fingerprint'],
        then: [
          ['testing', '2h28m', adaeze],
          ['refuted', '2h14m', adaeze],
        ],
      }),
      suspect('not-activated', [adaeze, '2h12m'], {
        text: 'We still verify with the old certificate because the new one was uploaded and never activated.',
        for: ['fingerprint', 'draft'],
        then: [['supported', '1h31m', tomasz]],
      }),
    ],
  },
};

const groups: SampleTicket = {
  key: 'scim-groups',
  title: 'SCIM sync takes people out of their groups every night',
  customer: customers.harbourline,
  requester: 'Devon Achterberg',
  product: 'SSO',
  intents: ['scim', 'sso'],
  priority: 'normal',
  opened: '16d4h',
  description: `
    Every night at about 02:10 UTC 15 to 30 of our 1,140 users lose their group "dispatch-eu" in Relay, although they are in it in
    the directory. The next delta sync puts some of them back. Dispatchers cannot work in the morning, we add them by hand.`,
  story: [
    took('16d3h', ines, 'triage'),
    replied(
      '16d2h',
      ines,
      'Hi Devon, could you send me the object ids of two people who lost the group last night and were put back, and two who were not? I will follow all four through our log.',
    ),
    asked('15d3h', 'Back: 51aa-07, 51aa-32. Not back: 51ac-4e, 51b0-19.'),
    moved('15d2h', ines, 'investigating'),
    noted(
      '14d5h',
      ines,
      'Their directory sends the members of dispatch-eu in pages of 100 with PATCH add. At 02:10 a PUT of the group comes in with only the last page.',
    ),
    joined('13d2h', adaeze),
    moved('12d22h', ines, 'engineering'),
    noted(
      '12d21h',
      adaeze,
      `
      PUT replaces the whole group by the specification, so we do what we are told. But their agent sends PUT only after we
      answered 429 to a PATCH. It falls back to "replace" with what it has in memory. So the root is our limit at 02:00.`,
    ),
    replied(
      '12d20h',
      ines,
      `
      A first step, live since an hour: your sync has its own limit, four times higher. That should stop the losses from tonight.
      The real fix is on both sides and I will describe it once we have confirmed it.`,
    ),
    asked('11d1h', 'Two nights without losses. Great so far.'),
    prioritised('8d', ravi, 'low'),
    noted(
      '3d2h',
      adaeze,
      'Left: answer SCIM writes with 202 and a queue instead of 429 (RLY-4280). Estimated for next month, not urgent with the higher limit.',
    ),
  ],
  investigation: {
    notes: `
      ## One night, @day(15d)

      ~~~text
      @time(15d21h50m)  PATCH /scim/v2/Groups/dispatch-eu  add 100 members   204
      @time(15d21h49m)  PATCH /scim/v2/Groups/dispatch-eu  add 100 members   204
      @time(15d21h49m)  PATCH /scim/v2/Groups/dispatch-eu  add 100 members   429
      @time(15d21h48m)  PUT   /scim/v2/Groups/dispatch-eu  members: 1,117    200
      ~~~

      1,140 minus 1,117 is 23, the number of people lost that night.

      ## Root

      Agent of their directory falls back from ''PATCH'' to ''PUT'' with its own cache after a ''429''. Limit for SCIM was 20
      writes a minute per tenant and shared with profile updates, which run at 02:00.`,
    evidence: [
      fact('put', [ines, '14d5h10m'], {
        kind: 'log',
        text: 'PUT on dispatch-eu with 1,117 of 1,140 members, one minute after a 429.',
        source: 'Log query scim_requests, tenant harbourline',
        seen: '15d22h',
      }),
      fact('nights', [adaeze, '12d23h'], {
        kind: 'observation',
        text: 'In 14 of 14 nights with losses there was a 429 before the PUT; in 9 of 9 nights without losses there was none.',
        source: 'Log query scim_requests, 23 nights',
      }),
      fact('quiet', [ines, '11d1h'], {
        kind: 'observation',
        text: 'No 429, no PUT and no losses in the two nights since the higher limit.',
        source: 'Devon Achterberg, and our log',
      }),
    ],
    hypotheses: [
      suspect('wrong-scope', [ines, '15d4h'], {
        text: 'The scoping filter in their directory drops people whose department is empty.',
        next: 'Look at the four object ids.',
        against: ['put'],
        then: [
          ['testing', '15d2h', ines],
          ['refuted', '14d5h', ines],
        ],
      }),
      suspect('limit', [adaeze, '13d1h'], {
        text: 'Our rate limit makes their agent replace the group with an incomplete list.',
        for: ['put', 'nights', 'quiet'],
        then: [
          ['testing', '12d23h', adaeze],
          ['supported', '11d40m', ines],
        ],
      }),
    ],
  },
};

export const signIn: readonly SampleTicket[] = [loop, groups];
