import type { Scene } from './scene.ts';

/** Engineering side: reads code and plans, gives the finding back in words that can be used. */
export const scenesOfAdaeze: readonly Scene[] = [
  {
    key: 'api-idempotency',
    notes: [
      'The fingerprint in the gateway covers method, path, body and five headers. User-Agent is one of the five, so a retry from another build does look different.',
      'Taking User-Agent out is safe: it went in for the audit trail, which has its own copy.',
    ],
    hypothesis: {
      text: 'Accept-Encoding differs between their pods as well and would cause the same refusal.',
      nextTest: 'Compare the five headers of req_31d0e8b7aa and req_31d0e8c102.',
    },
    evidence: {
      kind: 'observation',
      text: 'Four of the five headers are equal, only User-Agent differs: build 4411 and build 4412.',
      source: 'Gateway log, both request ids',
    },
    outcome: 'refuted',
    message:
      'Only User-Agent. Tomasz, you can tell Marek that a fixed User-Agent avoids it today; our change follows this week.',
  },
  {
    key: 'workflow-twice',
    notes: [
      'Staging, both triggers 100 times with 0 to 50 ms between them: 23 contacts enrolled twice. With the unique key: none.',
      'The key needs a nullable column for workflows that allow re-entry, otherwise it would break those.',
    ],
    hypothesis: {
      text: 'The second enrolment comes from a retry of the tag event and not from a race.',
      nextTest: 'Look for the same event id in both enrolments.',
    },
    evidence: {
      kind: 'log',
      text: 'In all 23 pairs the two enrolments have different event ids.',
      source: 'Staging log workflow_enrol',
    },
    outcome: 'refuted',
    message: 'It is the race. I can do the key this week if product agrees that re-entry stays as it is.',
  },
  {
    key: 'webhook-duplicates',
    notes: [
      'Their p95 since this morning is 9.2 s. That is below our 10 s, but only just: the next slow hour brings the retries back.',
      'We could let them have 20 s for this endpoint until the queue ships. Costs us one worker slot.',
    ],
    hypothesis: {
      text: 'Retries overlap: the second attempt starts while their first is still running, and both write.',
      nextTest: 'Compare start times of attempts with the time their 200 came.',
    },
    evidence: {
      kind: 'log',
      text: 'In 188 of 231 cases attempt 2 started before the late 200 of attempt 1 arrived.',
      source: 'Log query webhook_attempts, whe_3PzKq7',
    },
    outcome: 'supported',
    message:
      'Even with an event id check they need to be careful about two at once. Inês, worth one sentence to Sofie.',
  },
  {
    key: 'report-slow',
    notes: [
      'req_c2207b41e9 was cancelled after 60 s and had read 2.1 billion rows. The 90 day report reads 9 million.',
      'For next Wednesday: twelve monthly reports by hand and added up give the same figures, I have checked one quarter.',
    ],
    hypothesis: {
      text: 'Above 90 days the report leaves the daily rollup and reads raw events.',
      nextTest: 'Query plan for 90 and for 91 days.',
    },
    evidence: {
      kind: 'observation',
      text: 'Plan for 90 days uses attribution_daily, plan for 91 days uses events. The limit is a constant in the report.',
      source: 'EXPLAIN on the analytics replica',
    },
    outcome: 'supported',
    message: 'The constant was meant for raw reports and was copied. One line, I put it into the next release.',
  },
  {
    key: 'opt-out-ignored',
    notes: [
      'Count on the replica: 214 of the 1,872 members were messaged by MG_promotions after their STOP, the first one nine hours after the split.',
      'Copying the list is prepared as a dry run. Nothing is resumed before Thomas has agreed in writing.',
    ],
    hypothesis: {
      text: 'Other customers used "duplicate service" and have the same gap.',
      nextTest: 'Audit log: all uses of the action since it exists.',
    },
    evidence: {
      kind: 'log',
      text: 'The action was used 31 times by 12 customers; 4 of them have opt-outs that the copy lacks.',
      source: 'Audit log, action service.duplicate',
    },
    outcome: 'supported',
    message: 'Four more customers. Leila has the list; they should hear it from us and not from their members.',
  },
];
