import type { Charter } from './charter.ts';

/**
 * In force until a team has published its own: what the guides in the trade agree on. As the playbook advises, ten
 * intents that L1 always owns and five that go straight to L2.
 */
export const standardCharter: Charter = {
  version: 0,
  lines: [
    {
      line: 'L0',
      name: 'Self-service',
      scope:
        'Questions that the documentation, the status page or the product itself answers, without anybody here. Kept current: every answer given twice belongs here.',
      intents: [],
      response: { minutes: null, words: 'At once, by itself.' },
      systems: ['Knowledge base', 'Status page', 'Password reset'],
      triggers: ['The customer asks for a person', 'The article did not help', 'It is about an account or its data'],
      required: [],
    },
    {
      line: 'L1',
      name: 'Front line',
      scope:
        'Triage, common questions and known workarounds. Confirms the impact and writes down what happens before anything goes on. Stays the one voice to the customer.',
      intents: [
        'how-to',
        'sign-in',
        'password reset',
        'users and permissions',
        'billing question',
        'plan change',
        'account settings',
        'notifications',
        'export',
        'known issue',
      ],
      response: { minutes: 60, words: 'A first answer within the hour, and word on what happens next.' },
      systems: ['Ticket history', 'Knowledge base', 'Customer settings (read)', 'Status page'],
      triggers: [
        'The diagnosis needs logs or the customer’s data',
        'No known workaround helps',
        'The customer is blocked',
        'Several customers report the same',
      ],
      required: [],
    },
    {
      line: 'L2',
      name: 'Product specialists',
      scope:
        'Reproduces, checks logs and narrows down with targeted tests. Writes bug reports with steps, expected and actual result and who is affected. Hands quick fixes back with a note on how to see it next time.',
      intents: ['api error', 'webhooks', 'import', 'integration', 'performance'],
      response: { minutes: 240, words: 'First action within four hours, then an update every working day.' },
      systems: ['Logs (read)', 'Customer data (read)', 'Feature flags (read)', 'Test workspace'],
      triggers: [
        'It needs a change of code or of data',
        'Reproduced, with steps that anybody can follow',
        'A migration or a risk to data',
      ],
      required: ['problem', 'impact', 'steps'],
    },
    {
      line: 'L3',
      name: 'Engineering',
      scope:
        'Root causes in code, risky migrations, mitigations for everybody. Confirms in production that it is solved and notes how it is prevented.',
      intents: [],
      response: { minutes: 60, words: 'Accepts or declines within an hour in office hours.' },
      systems: ['Code', 'Production', 'Deploys and feature flags'],
      triggers: ['Somebody else’s product fails, and they have to act'],
      required: ['problem', 'impact', 'steps', 'endpoint', 'error', 'workspace', 'hypothesis'],
    },
    {
      line: 'L4',
      name: 'Vendor',
      scope: 'Products that are not ours to fix. Watched from here until the ticket is resolved.',
      intents: [],
      response: { minutes: null, words: 'As the contract says; the owner asks again every working day.' },
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
