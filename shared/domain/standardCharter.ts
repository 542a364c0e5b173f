import type { Charter } from './charter.ts';

/** In force until a team has published its own: what the guides in the trade agree on. */
export const standardCharter: Charter = {
  version: 0,
  lines: [
    {
      line: 'L0',
      name: 'Self-service',
      scope: 'Questions that the documentation, the status page or the product itself answers.',
      intents: [],
      response: { minutes: null, words: 'At once, by itself.' },
      systems: ['Knowledge base', 'Status page'],
      triggers: ['The customer asks for a person', 'The article did not help'],
      required: [],
    },
    {
      line: 'L1',
      name: 'Front line',
      scope: 'Triage, common issues, known workarounds; impact and context are captured here.',
      intents: ['how-to', 'sign-in', 'billing question'],
      response: { minutes: 60, words: 'A first answer within the hour.' },
      systems: ['Ticket history', 'Customer settings (read)'],
      triggers: ['Diagnosis needs logs or data', 'Customer is blocked'],
      required: [],
    },
    {
      line: 'L2',
      name: 'Product specialists',
      scope: 'Reproduces, checks logs, narrows down with targeted tests; writes bug reports.',
      intents: ['api error', 'webhooks', 'import'],
      response: { minutes: 240, words: 'First action within four hours.' },
      systems: ['Logs (read)', 'Customer data (read)'],
      triggers: ['Needs a change of code', 'Reproduced with steps'],
      required: ['problem', 'impact', 'steps'],
    },
    {
      line: 'L3',
      name: 'Engineering',
      scope: 'Root causes in code, risky migrations, mitigations for everybody.',
      intents: [],
      response: { minutes: 60, words: 'Accepts or declines within an hour in office hours.' },
      systems: ['Code', 'Production'],
      triggers: ['The vendor has to act'],
      required: ['problem', 'impact', 'steps', 'endpoint', 'error', 'workspace', 'hypothesis'],
    },
    {
      line: 'L4',
      name: 'Vendor',
      scope: 'Products that are not ours to fix.',
      intents: [],
      response: { minutes: null, words: 'As the contract says; watched by the owner.' },
      systems: [],
      triggers: [],
      required: ['problem', 'impact', 'steps', 'evidence'],
    },
  ],
  domains: [],
  jump: {
    allowed: true,
    rule: 'The customer is blocked and collecting evidence would take too long. The owner keeps the customer informed.',
  },
  parallelOwn: {
    allowed: true,
    rule: 'The owner tries a safe workaround while somebody else investigates. One voice to the customer throughout.',
  },
  unanswered: { nudgeAfter: 15, nextAfter: 30 },
};
