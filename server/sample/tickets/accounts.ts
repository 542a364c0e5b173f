import { ines, tomasz } from '../colleagues.ts';
import { customers } from '../customers.ts';
import { asked, moved, noted, replied, took } from '../steps.ts';
import type { SampleTicket } from '../ticket.ts';

const defaultRole: SampleTicket = {
  key: 'sso-default-role',
  title: 'New people who sign in by SSO become administrators',
  customer: customers.quillstack,
  requester: 'Jonah Weiss',
  product: 'SSO',
  intents: ['sso', 'security'],
  priority: 'high',
  opened: '10h30m',
  description: `
    Two interns signed in for the first time today and both are workspace admins. Default role is set to "Member" in our SSO
    settings (screenshot attached). We have demoted them by hand. Is everybody who joined lately an admin?`,
  story: [
    moved('9h', tomasz, 'triage'),
    noted(
      '8h50m',
      tomasz,
      `
      Audit log: both got the role from the attribute "role" in the assertion, which wins over the default. Value is "admin" for
      both, so their directory sends it. Who else: 5 people since @day(6d). Somebody please take it, I am in a call until noon.`,
    ),
    asked('3h15m', 'We found 3 more. This needs an answer today please, our SOC 2 auditor is here next week.'),
  ],
};

const lostPhone: SampleTicket = {
  key: 'account-lost-phone',
  title: 'Workspace owner lost the phone with the authenticator',
  customer: customers.larder,
  requester: 'Yusuf Adeyemi',
  product: 'Accounts',
  intents: ['mfa'],
  priority: 'high',
  opened: '7d5h',
  description: `
    My phone was stolen this morning. I am the only owner and the recovery codes were on the phone. I have to approve the courier
    payouts today. I can prove who I am.`,
  story: [
    took('7d4h40m', ines, 'investigating'),
    replied(
      '7d4h30m',
      ines,
      `
      Hi Yusuf, sorry to hear that. For the only owner of a workspace we need two of these three: the last four digits of the
      card on file, a reply from the billing address of your company, or a short video call with your passport.`,
    ),
    asked('7d4h', 'I am writing from billing@lumenlarder.example now, and the card ends in 0341.'),
    noted('7d3h50m', ines, 'Both match, checklist A-7 done, second pair of eyes: Tomasz.'),
    replied(
      '7d3h45m',
      ines,
      'Both match. Two-step sign-in is reset, you will be asked to set it up at the next sign-in. Please add a second owner afterwards, so that this cannot lock you out again.',
    ),
    asked('7d3h20m', 'In. Second owner added (my sister). Thank you, that was fast.'),
    moved('7d3h10m', ines, 'resolved'),
  ],
};

const cloneWorkflows: SampleTicket = {
  key: 'workflow-clone',
  title: 'Is there an API to copy a workflow into 60 sub-accounts?',
  customer: customers.mosswick,
  requester: 'Hana Sato',
  product: 'Workflows',
  intents: ['workflows', 'api'],
  priority: 'low',
  opened: '4h15m',
  description: `
    We keep one "no-show follow-up" workflow for 60 clients and copy every change by hand. POST /v1/workflows exists, but it wants
    the full definition and the ids of tags and templates differ per sub-account. Is there something like a snapshot or an
    import that maps names to ids? If not, how do your other agencies do it?`,
  story: [],
};

const waitStep: SampleTicket = {
  key: 'workflow-wait',
  title: 'Wait step released 1,900 contacts at 22:00 after we corrected our time zone',
  customer: customers.ashdown,
  requester: 'Gareth Pugh',
  product: 'Workflows',
  intents: ['workflows'],
  priority: 'normal',
  opened: '14d6h',
  description: `
    On @day(15d) we corrected our workspace time zone from Australia/Sydney (left over from the template) to Europe/London. That
    evening at 22:00 the step "Wait until 09:00 local time" in the workflow "Recall 6 months" released everybody who was waiting:
    1,900 patients got an SMS at bedtime, 40 complained. We have paused the workflow.`,
  story: [
    took('14d5h', ines, 'triage'),
    replied(
      '14d4h',
      ines,
      `
      Dear Gareth, I am sorry, this must not happen. I could reproduce it in a test workspace: 09:00 is
      worked out when a contact enters the step and not again when the zone changes. The workflow is safe to resume; contacts who
      enter from now on wait for 09:00 in London.`,
    ),
    noted(
      '14d3h',
      ines,
      'Wake time is stored in UTC at entry, steps.wake_at; a change of zone does not touch it. RLY-4391 written, no owner in engineering yet.',
    ),
    asked('9d', 'We resumed it. What is the plan for the fix? Our clinical board wants something in writing.'),
    noted('6d3h', ines, 'Asked for an owner of RLY-4391 again in office hours. Answer: next planning.'),
    asked('1d1h', 'We are still waiting for the statement, please.'),
  ],
};

export const accounts: readonly SampleTicket[] = [defaultRole, lostPhone, cloneWorkflows, waitStep];
