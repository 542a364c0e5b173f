import { ines, ravi, tomasz } from '../colleagues.ts';
import { customers } from '../customers.ts';
import { asked, fact, joined, moved, noted, replied, suspect, took } from '../steps.ts';
import type { SampleTicket } from '../ticket.ts';

const enrolledTwice: SampleTicket = {
  key: 'workflow-twice',
  title: 'Welcome workflow enrols the same person twice',
  customer: customers.larder,
  requester: 'Yusuf Adeyemi',
  product: 'Workflows',
  intents: ['workflows', 'webhooks'],
  priority: 'normal',
  opened: '2d8h',
  description: `
    About one in ten new subscribers gets the welcome series twice, two messages within a second. "Allow re-entry" is off. It began
    when we put the signup form into our app in addition to the web. Contact for example: con_8812QX.`,
  story: [
    took('2d7h', tomasz, 'investigating'),
    replied(
      '2d6h30m',
      tomasz,
      'Hi Yusuf, con_8812QX entered twice 38 ms apart, once by the form and once by the tag your app sets. I am checking why "re-entry off" does not catch that.',
    ),
    noted(
      '2d5h',
      tomasz,
      'Re-entry check reads, then writes, without a lock. Two triggers in the same instant both read "not enrolled". Same as RLY-2950?',
    ),
    asked('1d3h', 'Is there anything we can do in the meantime? It looks unprofessional.'),
    replied(
      '1d1h',
      tomasz,
      `
      Yes: take the tag trigger out of the welcome workflow. Both ways lead through the form in the end, so nobody is missed, and one
      trigger cannot race with itself.`,
    ),
    joined('7h', ravi),
    noted(
      '6h30m',
      ravi,
      'RLY-2950 has nine customers on it now. I take it to product with their words, Tomasz please add yours.',
    ),
  ],
  investigation: {
    notes: `
      ## Two entries of con_8812QX

      ~~~text
      @time(2d9h).114  enrol workflow=welcome contact=con_8812QX trigger=form:signup      already=false
      @time(2d9h).152  enrol workflow=welcome contact=con_8812QX trigger=tag:subscriber   already=false
      ~~~

      1. form in the app is submitted
      2. app sets the tag ''subscriber'' by API at the same time
      3. both triggers see "not enrolled yet"

      Unique key on ''(workflow, contact)'' would end it, but only where re-entry is off.`,
    evidence: [
      fact('pairs', [tomasz, '2d5h10m'], {
        kind: 'log',
        text: '214 of 2,090 enrolments since @day(9d) have a twin within 100 ms, always one by form and one by tag.',
        source: 'Log query workflow_enrol, workflow welcome',
      }),
    ],
    hypotheses: [
      suspect('double-submit', [tomasz, '2d7h'], {
        text: 'People press the button twice in the app.',
        against: ['pairs'],
        then: [
          ['testing', '2d6h40m', tomasz],
          ['refuted', '2d5h10m', tomasz],
        ],
      }),
      suspect('race', [tomasz, '2d5h5m'], {
        text: 'Two triggers at the same instant pass the re-entry check together.',
        for: ['pairs'],
        next: 'Fire both triggers 100 times in staging with a 0 to 50 ms offset.',
        then: [['testing', '2d5h', tomasz]],
      }),
    ],
  },
};

const branch: SampleTicket = {
  key: 'workflow-branch',
  title: 'If/else on a custom field always takes the "no" branch',
  customer: customers.copperleaf,
  requester: 'Pascal Nguyen',
  product: 'Workflows',
  intents: ['workflows'],
  priority: 'low',
  opened: '3d6h',
  description: `
    Condition: Membership equals Gold. Every contact goes to "no", including those where the contact page shows Gold. Workflow
    wf_51tR, contact con_20FF8.`,
  story: [
    took('3d5h', ines, 'investigating'),
    noted(
      '3d4h40m',
      ines,
      'Value is "Gold " with a trailing space for 640 contacts, all from one import. Page trims it, the condition does not.',
    ),
    replied(
      '3d4h30m',
      ines,
      `
      Hi Pascal, the field holds "Gold " with a space at its end for 640 contacts that were imported on @day(20d). Choose "contains"
      instead of "equals" and it works at once. I can also remove the spaces for all 640, shall I?`,
    ),
    asked('3d1h', 'Please remove them, then "equals" is fine.'),
    replied('3d30m', ines, 'Done, 640 contacts corrected, and con_20FF8 took the "yes" branch in a test.'),
    moved('3d20m', ines, 'resolved'),
  ],
};

export const workflows: readonly SampleTicket[] = [enrolledTwice, branch];
