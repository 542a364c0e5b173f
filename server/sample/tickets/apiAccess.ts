import { adaeze, ines, ravi, tomasz } from '../colleagues.ts';
import { customers } from '../customers.ts';
import { asked, fact, joined, left, moved, noted, prioritised, replied, suspect, took } from '../steps.ts';
import type { SampleTicket } from '../ticket.ts';

const idempotency: SampleTicket = {
  key: 'api-idempotency',
  title: '409 idempotency_conflict for retries that are byte for byte the same',
  customer: customers.fennec,
  requester: 'Marek Havel',
  product: 'API',
  intents: ['api'],
  priority: 'normal',
  opened: '6h40m',
  description: `
    We retry POST /v1/payments/charges with the same Idempotency-Key after a timeout. Sometimes the retry gets 409
    idempotency_conflict "request differs from the first one" although the body is identical (we log a sha256 of it).

      req_31d0e8b7aa  first, timed out after 30 s
      req_31d0e8c102  retry, 409
      sha256 of both bodies  9a1f...e03b`,
  story: [
    took('6h10m', tomasz, 'triage'),
    replied(
      '5h50m',
      tomasz,
      `
      Hi Marek, the charge of req_31d0e8b7aa went through once, ch_3PV0aK, so nothing was charged twice. I am looking at why
      the retry was taken for a different request. Do your retries go through the same proxy as the first call?`,
    ),
    asked(
      '4h',
      'Same service, but a retry may run in another pod, and pods have different User-Agent strings (build number). Could that matter?',
    ),
    noted(
      '3h10m',
      tomasz,
      'It should not, but the fingerprint in the gateway includes a header list. Asking platform which ones before I answer.',
    ),
  ],
};

const tls: SampleTicket = {
  key: 'api-tls',
  title: 'Connection reset from our student records server since this morning',
  customer: customers.tidewater,
  requester: 'Colin Abernathy',
  product: 'API',
  intents: ['api', 'network'],
  priority: 'high',
  opened: '11d6h',
  description: `
    Absence messages to parents are not going out. The records server logs this for every call to api.relay.example since
    @clock(11d8h):

      javax.net.ssl.SSLHandshakeException: Remote host closed connection during handshake

    The same call works from my laptop with curl. The server runs Windows 2012 R2 and Java 7, the vendor forbids updates
    during term.`,
  story: [
    took('11d5h40m', ines, 'investigating'),
    noted(
      '11d5h20m',
      ines,
      'Java 7 offers TLS 1.0 unless told otherwise. TLS 1.1 and older were switched off on the edge at @clock(11d8h).',
    ),
    replied(
      '11d5h',
      ines,
      `
      Hi Colin, we stopped accepting TLS 1.0 and 1.1 this morning; Java 7 uses 1.0 by default but knows 1.2. Please add this
      to the start parameters of the records server and restart it. It changes nothing else:

        -Dhttps.protocols=TLSv1.2 -Djdk.tls.client.protocols=TLSv1.2`,
    ),
    joined('11d4h', adaeze),
    asked('11d3h', 'The vendor agreed to the parameter. It works! 2,140 messages went out just now.'),
    left('11d2h50m', adaeze),
    replied(
      '11d2h',
      ines,
      'Good to hear. The announcement went to your former colleague; I have made you the technical contact so that the next one reaches you.',
    ),
    moved('11d1h50m', ines, 'resolved'),
  ],
  investigation: {
    notes: `
      ## Handshake as the edge saw it

      ~~~text
      @time(11d5h31m) client_hello sni=api.relay.example versions=[TLS1.0] from=198.51.100.17 -> protocol_version alert
      ~~~

      Java 7 supports 1.2 but offers 1.0 only. Two system properties suffice, no update needed.

      ## Who else

      Five more customers with TLS 1.0 or 1.1 handshakes since @clock(11d8h): list given to Ravi, each gets a call.`,
    evidence: [
      fact('hello', [ines, '11d5h25m'], {
        kind: 'log',
        text: 'All 312 refused handshakes from 198.51.100.17 offer TLS 1.0 only.',
        source: 'Edge log, tls_handshake_failed',
      }),
    ],
    hypotheses: [
      suspect('certificate', [ines, '11d5h35m'], {
        text: 'Their trust store lacks the root of our new certificate.',
        against: ['hello'],
        then: [['refuted', '11d5h24m', ines]],
      }),
      suspect('old-tls', [ines, '11d5h30m'], {
        text: 'The client only offers TLS 1.0, which the edge refuses since this morning.',
        for: ['hello'],
        then: [['supported', '11d3h', ines]],
      }),
    ],
  },
};

const leakedKey: SampleTicket = {
  key: 'api-leaked-key',
  title: 'Live API key of a client ended up in a public repository',
  customer: customers.mosswick,
  requester: 'Hana Sato',
  product: 'API',
  intents: ['api', 'security'],
  priority: 'urgent',
  opened: '6d2h',
  description: `
    One of our developers pushed a config file with a live key (ends in ...77aa) to a public repository at about @clock(6d3h).
    We have removed the file but we know that is not enough. It is the key of our client "Bellows & Brass", workspace
    ws_B2kR0e. What do we do now, and can you see if anyone used it?`,
  story: [
    took('6d1h55m', tomasz, 'investigating'),
    replied(
      '6d1h50m',
      tomasz,
      `
      Hi Hana, good that you wrote at once. Please roll the key now under Settings, API keys, Roll, with "expire old key
      immediately". It takes effect within seconds. I am checking its use meanwhile.`,
    ),
    asked('6d1h42m', 'Rolled at @clock(6d1h44m). Their website form is back with the new key.'),
    noted(
      '6d1h20m',
      tomasz,
      'Only calls from the two addresses of their hosting between @clock(6d3h) and the roll. No list calls, no exports, no new webhook endpoints.',
    ),
    prioritised('6d1h10m', ravi, 'high'),
    replied(
      '6d1h',
      tomasz,
      `
      Between the push and the roll the key was used 18 times, each time POST /v1/messages from 192.0.2.44, which is the
      website of your client. No foreign address, nothing was read. You can tell them that with confidence; I attach the
      list of the calls.`,
    ),
    asked('5d22h', 'This is exactly what we needed for the client, thank you.'),
    moved('5d21h30m', tomasz, 'resolved'),
  ],
};

export const apiAccess: readonly SampleTicket[] = [idempotency, tls, leakedKey];
