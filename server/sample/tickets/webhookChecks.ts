import { tomasz } from '../colleagues.ts';
import { customers } from '../customers.ts';
import { asked, fact, moved, noted, replied, suspect, took } from '../steps.ts';
import type { SampleTicket } from '../ticket.ts';

const signature: SampleTicket = {
  key: 'webhook-signature',
  title: 'Signature check fails on every webhook since we rotated the secret',
  customer: customers.quillstack,
  requester: 'Jonah Weiss',
  product: 'Webhooks',
  intents: ['webhooks', 'api'],
  priority: 'normal',
  opened: '4d3h',
  description: `
    We rotated the signing secret of whe_0cWd81 yesterday (old one may be in a former contractor's laptop). Since then
    Relay-Signature never matches. We compute HMAC-SHA256 over "timestamp.body" like the docs say. Code is unchanged.

      expected  v1=3f0c51be7a...
      received  v1=b81d22f09e...

    Node 20, Express, signature middleware is the one from your docs page.`,
  story: [
    took('4d2h', tomasz, 'triage'),
    replied(
      '4d1h40m',
      tomasz,
      `
      Hi Jonah, for 24 hours after a rotation we sign with both secrets and send two v1 values separated by a comma. Could
      you log the whole Relay-Signature header of one request, and tell me whether a JSON parser runs before your check?`,
    ),
    moved('4d1h30m', tomasz, 'investigating'),
    asked(
      '3d22h',
      `
      Only one v1 value, the 24 hours are over. express.json() is registered globally in app.ts, yes. But that was so
      before the rotation too and it worked!`,
    ),
    noted(
      '3d20h',
      tomasz,
      `
      Their test payload has an amount of 12.50. JSON.stringify(JSON.parse(body)) gives 12.5, so the bytes differ. With the
      old secret they verified only the sample event, which has integers. Reproduced locally.`,
    ),
    replied(
      '3d19h30m',
      tomasz,
      `
      Found it. The rotation is a coincidence: your check runs on the re-serialised body, and invoice events (which you
      subscribed to on @day(5d)) carry amounts such as 12.50 that come out as 12.5. Verify the raw bytes:

        app.post('/relay', express.raw({ type: 'application/json' }), verify, handle)

      and register express.json() after that route.`,
    ),
    moved('3d19h', tomasz, 'waiting'),
    asked('2d1h', 'Thanks, that explains a lot. We ship on Thursday, I will confirm then.'),
  ],
  investigation: {
    notes: `
      ## What we know

      - ''whe_0cWd81'', rotated @time(5d2h), overlap ended @time(4d2h)
      - subscribed to ''invoice.*'' on @day(5d), a day before it broke
      - ''message.*'' events verify, ''invoice.*'' events never do

      ## Reproduced

      ~~~js
      const raw = '{"amount":12.50,"currency":"EUR"}';
      JSON.stringify(JSON.parse(raw)); // {"amount":12.5,"currency":"EUR"}
      ~~~

      > The docs page shows ''express.json()'' above the route. It should show ''express.raw()''. Told the docs team.`,
    evidence: [
      fact('split', [tomasz, '3d20h30m'], {
        kind: 'log',
        text: 'Of 412 deliveries since the rotation, 398 message.* were answered 200 and all 14 invoice.* were answered 401.',
        source: 'Log query webhook_attempts, endpoint whe_0cWd81',
      }),
      fact('bytes', [tomasz, '3d20h5m'], {
        kind: 'observation',
        text: 'Re-serialising the body of evt_01K9P0QZ4C changes 12.50 to 12.5 and with it the digest to b81d22f09e.',
        source: 'Local run with their middleware',
      }),
    ],
    hypotheses: [
      suspect('old-secret', [tomasz, '4d1h50m'], {
        text: 'They still verify with the old secret.',
        next: 'Ask for the header of one failing request.',
        against: ['split'],
        then: [
          ['testing', '4d1h30m', tomasz],
          ['refuted', '3d20h30m', tomasz],
        ],
      }),
      suspect('reserialised', [tomasz, '3d21h'], {
        text: 'The body is parsed and serialised again before the digest is computed.',
        for: ['split', 'bytes'],
        then: [['supported', '3d20h', tomasz]],
      }),
    ],
  },
};

const forbidden: SampleTicket = {
  key: 'webhook-403',
  title: 'All webhooks to our new gateway fail with 403',
  customer: customers.norrfjord,
  requester: 'Ingrid Aasen',
  product: 'Webhooks',
  intents: ['webhooks', 'network'],
  priority: 'high',
  opened: '9d4h',
  description: `
    We moved our webhook receiver behind a new API gateway last night. Every call from Relay is answered 403 by the gateway
    before it reaches us. The gateway allows the eight addresses from your documentation. Correlation id of one rejected
    call: nf-gw-77e1c0a2.`,
  story: [
    took('9d3h30m', tomasz, 'investigating'),
    asked('9d2h', 'The gateway team says the caller is 203.0.113.64 and this is not on the list you publish.'),
    noted(
      '9d1h40m',
      tomasz,
      'Egress for eu-north moved to 203.0.113.64/27 on @day(12d). The docs page still lists the old eight addresses. The JSON list is right.',
    ),
    replied(
      '9d1h20m',
      tomasz,
      `
      Your gateway team is right and our page was wrong: eu-north sends from 203.0.113.64/27 since @day(12d). Please allow that
      range. https://api.relay.example/v1/egress-ranges always has the current list, and the page now links to it. We hold
      failed events for three days, so nothing is lost; I will start the replay when you say so.`,
    ),
    asked('8d22h', 'Allowed. First calls come through. Please replay.'),
    replied('8d21h30m', tomasz, 'Replay of 3,418 events finished at @clock(8d21h35m), all answered 200.'),
    moved('8d21h', tomasz, 'resolved'),
  ],
  investigation: {
    notes: `
      ## Timeline

      - @time(12d) egress of eu-north moved (change CHG-2091), e-mail went to billing contacts only
      - @time(9d11h) Norrfjord switches to the new gateway, 403 from the first call
      - @time(8d21h35m) replay of 3,418 events done

      ## Follow-up

      - docs page links the JSON list instead of copying it
      - next egress change: notify the technical contact, not the billing one`,
    evidence: [
      fact('caller', [tomasz, '9d1h50m'], {
        kind: 'endpoint',
        text: 'Rejected call nf-gw-77e1c0a2 came from 203.0.113.64.',
        source: 'Gateway log excerpt sent by Ingrid Aasen',
        seen: '9d5h',
      }),
      fact('change', [tomasz, '9d1h45m'], {
        kind: 'observation',
        text: 'CHG-2091 moved eu-north egress to 203.0.113.64/27.',
        source: 'Change calendar',
        seen: '12d',
      }),
    ],
    hypotheses: [
      suspect('egress', [tomasz, '9d2h'], {
        text: 'We call from an address that the published list does not have.',
        for: ['caller', 'change'],
        then: [
          ['testing', '9d1h55m', tomasz],
          ['supported', '9d1h40m', tomasz],
        ],
      }),
    ],
  },
};

export const webhookChecks: readonly SampleTicket[] = [signature, forbidden];
