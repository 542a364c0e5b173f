import { expect, test } from 'vitest';
import type { TriageRule } from '../../shared/domain/triage.ts';
import type { TryTriageReply } from '../../shared/protocol/charter.ts';
import { TriageDraft } from './triageDraft.svelte.ts';
import { conditionWords, tryWarnings, tryWords } from './triageWords.ts';

const to10DLC = { kind: 'tag', target: { kind: 'domain', domain: '10DLC' } } as const;

function aReply(more: Partial<TryTriageReply> = {}): TryTriageReply {
  return { looked: 1_000, matched: 12, taken: 0, resolved: 10, sameTarget: 9, otherTarget: 0, examples: [], ...more };
}

function aRule(more: Partial<TriageRule> = {}): TriageRule {
  return { id: 'r', name: '10DLC', order: 0, isOn: true, when: { words: ['10dlc'] }, then: to10DLC, ...more };
}

test('a condition reads as a sentence', () => {
  const words = conditionWords({ intents: ['sms', '10dlc'], words: ['campaign'], priorities: ['urgent'] });

  expect(words).toBe('Intent sms or 10dlc, and priority urgent, and “campaign” in the text');
});

test('what a rule would have done is one sentence', () => {
  expect(tryWords(aReply(), to10DLC)).toBe(
    '12 of 1,000 past tickets would have gone straight to 10DLC; 9 of them ended up there anyway.',
  );
  expect(tryWords(aReply({ otherTarget: 2 }), { kind: 'owns', target: { kind: 'line', line: 'L1' } })).toBe(
    '12 of 1,000 past tickets would have been L1’s; 9 of them ended up there anyway, 2 went elsewhere.',
  );
  expect(tryWords(aReply({ matched: 0 }), to10DLC)).toBe('None of the 1,000 past tickets would have matched.');
});

test('nothing, nearly everything and what another rule has first are warned of', () => {
  expect(tryWarnings(aReply())).toEqual([]);
  expect(tryWarnings(aReply({ matched: 0 }))).toHaveLength(1);
  expect(tryWarnings(aReply({ matched: 900 }))).toMatchObject([expect.stringContaining('nearly everything')]);
  expect(tryWarnings(aReply({ taken: 12 }))).toMatchObject([expect.stringContaining('move this one up')]);
  expect(tryWarnings(aReply({ sameTarget: 1, otherTarget: 8 }))).toMatchObject([expect.stringContaining('elsewhere')]);
});

test('a rule that was tried and then changed is untried again', () => {
  const draft = new TriageDraft(aRule({ isOn: false }));

  draft.tried = { reply: aReply(), route: draft.then, mark: draft.mark };
  const before = draft.isTried;
  draft.words = ['10dlc', 'campaign'];

  expect([before, draft.isTried]).toEqual([true, false]);
});

test('what is on already needs no trying until it is changed; its name does not matter', () => {
  const draft = new TriageDraft(aRule());

  draft.name = 'Other';
  const renamed = [draft.isTried, draft.isDirty];
  draft.domain = 'payments';

  expect(renamed).toEqual([true, true]);
  expect(draft.isTried).toBe(false);
});

test('a rule for nothing, without a name or a domain says what is missing', () => {
  const draft = new TriageDraft();

  const isGood = draft.check();

  expect(isGood).toBe(false);
  expect(Object.keys(draft.problems).sort()).toEqual(['domain', 'name', 'when']);
});
