import { expect, test } from 'vitest';
import { emptyProfile } from '../../../../shared/domain/person.ts';
import { likelyTargets, targetChoices, targetOf } from './targetChoices.ts';

test('engineering comes first, domains after the lines, each with whether somebody is on duty', () => {
  const choices = targetChoices({
    lines: [
      { line: 'L2', name: 'Product specialists', onDuty: false },
      { line: 'L3', name: 'Engineering', onDuty: true },
    ],
    domains: [{ domain: '10DLC', people: 1, onDuty: false }],
  });

  expect(choices.map(({ label }) => label)).toEqual(['L3 · Engineering', 'L2 · Product specialists', '10DLC']);
  expect(choices[0]?.detail).toBe('on duty now');
  expect(choices[2]?.detail).toBe('specialists · 1 person · nobody on duty now');
});

test('before the server has answered, engineering and the domains of people can be chosen', () => {
  const profile = { ...emptyProfile, domains: ['payments'] };
  const people = [
    { id: 'eva', name: 'Eva', preset: 'specialist', hue: 0, profile },
    { id: 'gone', name: 'Gone', preset: 'specialist', hue: 0, profile: { ...profile, domains: ['tax'] }, left: true },
  ] as const;

  const choices = targetChoices(likelyTargets(people), false);

  expect(choices.map(({ id }) => id)).toEqual(['line:L3', 'domain:payments']);
  expect(choices[0]?.detail).toBeUndefined();
});

test('a choice stands for what it says, whatever a domain is called', () => {
  expect(targetOf('line:L3')).toEqual({ kind: 'line', line: 'L3' });
  expect(targetOf('domain:EU: tax')).toEqual({ kind: 'domain', domain: 'EU: tax' });
  expect(targetOf('person:eva')).toEqual({ kind: 'person', person: 'eva' });
  expect(targetOf('line:L9')).toBeUndefined();
});
