import { expect, test } from 'vitest';
import type { TriageCondition, TriageRule } from './triage.ts';
import { type Arriving, matchOf, needsDescription, rulesInOrder } from './triageMatch.ts';

function arriving(more: Partial<Arriving> = {}): Arriving {
  return { title: 'Messages fail', description: '', intents: [], priority: 'normal', ...more };
}

test('intents, segments and products match whatever the case of their letters', () => {
  const when = { intents: ['10DLC', 'sms'], segments: ['enterprise'], products: ['Messaging'] };

  const match = matchOf(when, arriving({ intents: ['10dlc'], segment: 'Enterprise', product: 'MESSAGING' }));

  expect(match).toEqual([
    { kind: 'intent', value: '10DLC' },
    { kind: 'segment', value: 'enterprise' },
    { kind: 'product', value: 'Messaging' },
  ]);
});

test('all that is given has to hold', () => {
  const when: TriageCondition = { intents: ['sms'], priorities: ['urgent', 'high'] };

  expect(matchOf(when, arriving({ intents: ['sms'], priority: 'high' }))).toHaveLength(2);
  expect(matchOf(when, arriving({ intents: ['sms'] }))).toBeUndefined();
  expect(matchOf(when, arriving({ priority: 'high' }))).toBeUndefined();
});

test('nothing given never matches', () => {
  expect(matchOf({}, arriving())).toBeUndefined();
  expect(matchOf({ intents: [], words: [] }, arriving())).toBeUndefined();
});

test.each([
  ['10DLC', 'Our 10dlc campaign', true],
  ['card', 'discarded drafts', false],
  ['card', 'Please discard it', false],
  ['card', 'cards too', false],
  ['card', 'The card, again', true],
  ['two factor', 'two\n factor login', true],
  ['C++', 'the c++ library', true],
  ['C++', 'the objective-c++11 library', true],
  ['30007', 'error 300071', false],
  ['café', 'CAFE\u0301 till', true],
  ['Straße', 'der straße nach', true],
  ['支払い', '昨日の支払いが失敗', true],
])('the word “%s” in “%s”: %s', (word, description, isThere) => {
  const match = matchOf({ words: [word] }, arriving({ description }));

  expect(match !== undefined).toBe(isThere);
});

test('a word in the title is told before one in the description', () => {
  const match = matchOf({ words: ['bounce', 'fail'] }, arriving({ title: 'They fail', description: 'A bounce.' }));

  expect(match).toEqual([{ kind: 'word', value: 'fail', where: 'title' }]);
});

test('the description is only needed where it decides', () => {
  const when = { words: ['fail'], intents: ['sms'] };

  expect(needsDescription(when, arriving({ title: 'They fail', intents: ['sms'] }))).toBe(false);
  expect(needsDescription(when, arriving({ title: 'Help', intents: ['billing'] }))).toBe(false);
  expect(needsDescription(when, arriving({ title: 'Help', intents: ['sms'] }))).toBe(true);
  expect(needsDescription({ intents: ['sms'] }, arriving({ title: 'Help', intents: ['sms'] }))).toBe(false);
});

test('rules are tried by their order', () => {
  const rule = (id: string, order: number): TriageRule => ({
    ...{ id, name: id, order, isOn: true, when: { words: ['x'] } },
    then: { kind: 'owns', target: { kind: 'line', line: 'L1' } },
  });

  const ids = rulesInOrder([rule('b', 1), rule('c', 0), rule('a', 1)]).map(({ id }) => id);

  expect(ids).toEqual(['c', 'a', 'b']);
});
