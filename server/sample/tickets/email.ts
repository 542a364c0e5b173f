import { ines, tomasz } from '../colleagues.ts';
import { customers } from '../customers.ts';
import { asked, fact, moved, noted, replied, suspect, took } from '../steps.ts';
import type { SampleTicket } from '../ticket.ts';

const dmarc: SampleTicket = {
  key: 'email-dmarc',
  title: 'Newsletter lands in spam since our IT enforces DMARC',
  customer: customers.oakhollow,
  requester: 'Imogen Price',
  product: 'Email',
  intents: ['deliverability', 'dns'],
  priority: 'normal',
  opened: '12d3h',
  description: `
    Open rate of the landlord newsletter fell from 41 % to 6 %. Our IT provider switched DMARC to "reject" on @day(14d) and says
    Relay is to blame because "the signature is not ours". I do not understand the words but I need the newsletter.`,
  story: [
    took('12d2h', ines, 'triage'),
    replied(
      '12d1h30m',
      ines,
      `
      Hi Imogen, I will translate. Since @day(14d) mail in your name must carry a signature of your own domain. Ours carries
      the signature of relaymail.example until somebody adds two DNS records on your side. Your IT provider can do that in five
      minutes, the text below is for them:

        rl1._domainkey.oakhollow.example.  CNAME  rl1.dkim.relaymail.example.
        rl2._domainkey.oakhollow.example.  CNAME  rl2.dkim.relaymail.example.`,
    ),
    moved('12d1h20m', ines, 'waiting'),
    asked('9d4h', 'He says it is done.'),
    noted(
      '9d2h',
      ines,
      'rl1 is there, rl2 points to rl2.dkim.relaymail.example.oakhollow.example: trailing dot missing, their zone editor appends the domain.',
    ),
    replied(
      '9d1h50m',
      ines,
      'Almost! The second record lacks the dot at its end, so it points to a name that does not exist. Could he correct that one?',
    ),
    asked('4d', 'He is on holiday until Monday, then he will do it.'),
  ],
  investigation: {
    notes: `
      ## Records on @date(9d)

      ~~~text
      $ dig +short rl1._domainkey.oakhollow.example CNAME
      rl1.dkim.relaymail.example.
      $ dig +short rl2._domainkey.oakhollow.example CNAME
      rl2.dkim.relaymail.example.oakhollow.example.
      $ dig +short _dmarc.oakhollow.example TXT
      "v=DMARC1; p=reject; adkim=s; aspf=r"
      ~~~

      ''adkim=s'' means strict: the signing domain must be exactly ''oakhollow.example''.`,
    evidence: [
      fact('alignment', [ines, '12d1h40m'], {
        kind: 'log',
        text: 'dkim=pass (relaymail.example), dmarc=fail, action=quarantine.',
        source: 'Headers of a newsletter in a test mailbox',
      }),
      fact('second-record', [ines, '9d2h5m'], {
        kind: 'observation',
        text: 'rl2 points to a name with the domain appended.',
        source: 'dig, authoritative server',
      }),
    ],
    hypotheses: [
      suspect('no-own-signature', [ines, '12d1h45m'], {
        text: 'Mail is signed by our domain only, which fails strict alignment.',
        for: ['alignment', 'second-record'],
        next: 'Send a test mail when rl2 resolves.',
        then: [['supported', '12d1h35m', ines]],
      }),
    ],
  },
};

const bounces: SampleTicket = {
  key: 'email-bounces',
  title: 'Bounced addresses are mailed again in the next campaign',
  customer: customers.kestrel,
  requester: 'Zoe Marchetti',
  product: 'Email',
  intents: ['deliverability', 'imports'],
  priority: 'normal',
  opened: '2h5m',
  description: `
    For three of our clients the addresses that hard bounced in the last mailing got this one as well, 2,310 in total. We
    re-import the list from the client's CRM before each mailing. Does an import reset the bounce flag? If yes, is there an
    option against it?`,
  story: [
    noted(
      '55m',
      tomasz,
      'Looks like @ticket(import-duplicates): both use "overwrite existing". Not taken yet, I am on the opt-out case.',
    ),
  ],
};

export const email: readonly SampleTicket[] = [dmarc, bounces];
