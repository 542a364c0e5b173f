import { expect, test } from 'vitest';
import type { Charter } from '../../shared/domain/charter.ts';
import { standardCharter } from '../../shared/domain/standardCharter.ts';
import { CharterDraft } from './charterDraft.svelte.ts';
import { changeWords, minutesInWords, placeName } from './charterWords.ts';

function published(changes: Partial<Charter>): Charter {
  return { ...standardCharter, version: 1, ...changes };
}

const noJumps = { jump: { ...standardCharter.jump, allowed: false } };

function scopeOf(draft: CharterDraft, line: string): string | undefined {
  return draft.charter.lines.find((one) => one.line === line)?.scope;
}

test('without changes of one’s own the draft goes on from whatever is published', () => {
  const draft = new CharterDraft(standardCharter);

  draft.follow(published(noJumps));

  expect(draft.basedOn).toBe(1);
  expect(draft.charter.jump.allowed).toBe(false);
  expect(draft.isDirty).toBe(false);
});

test('what somebody publishes meanwhile is shown, and one can go on from there with one’s own changes', () => {
  const draft = new CharterDraft(standardCharter);
  draft.changeLine('L2', { scope: 'Mine.' });

  draft.follow(published(noJumps));
  const shown = draft.conflict;
  draft.goOn();

  expect(shown).toMatchObject({
    version: 1,
    clashes: 0,
    changes: [{ place: { rule: 'jump' }, from: true, to: false }],
  });
  expect(draft.conflict).toBeUndefined();
  expect(draft.basedOn).toBe(1);
  expect(draft.charter.jump.allowed).toBe(false);
  expect(scopeOf(draft, 'L2')).toBe('Mine.');
  expect(draft.changes).toHaveLength(1);
});

test('discarding one’s own changes leaves what is in force', () => {
  const draft = new CharterDraft(standardCharter);
  draft.changeLine('L2', { scope: 'Mine.' });
  draft.follow(published(noJumps));

  draft.discard();

  expect(draft.basedOn).toBe(1);
  expect(draft.isDirty).toBe(false);
});

test('a charter that contradicts itself says how before anything is sent', () => {
  const draft = new CharterDraft(standardCharter);

  draft.changeLine('L2', { intents: ['How-To'] });
  const twice = draft.problem;
  draft.changeLine('L2', { intents: [] });
  draft.change({ unanswered: { nudgeAfter: 20, nextAfter: 10 } });

  expect(twice).toContain('How-To');
  expect(draft.problem).toContain('reminder');
});

test('a domain is added once, whatever the case of its letters', () => {
  const draft = new CharterDraft(standardCharter);

  const added = ['10DLC', ' 10dlc ', ''].map((name) => draft.addDomain(name));

  expect(added).toEqual([true, false, false]);
  expect(draft.charter.domains).toEqual([{ domain: '10DLC', intents: [], required: ['problem'] }]);
});

test('changes are told in words', () => {
  const draft = new CharterDraft(standardCharter);
  draft.changeLine('L1', { response: { minutes: null, words: '' }, required: ['error'] });

  const told = draft.changes.map((change) => ({ place: placeName(change.place), ...changeWords(change) }));

  expect(told).toEqual([
    { place: 'L1', what: 'First response', added: ['No limit'], removed: ['1 h'] },
    { place: 'L1', what: 'Obligation', added: ['Nothing'], removed: [expect.stringContaining('within the hour')] },
    { place: 'L1', what: 'Required evidence', added: ['Error code'], removed: [] },
  ]);
  expect([15, 60, 150].map(minutesInWords)).toEqual(['15 min', '1 h', '2 h 30 min']);
});
