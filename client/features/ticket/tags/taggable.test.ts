import { expect, test } from 'vitest';
import { aTag } from '../../../../test/support/builders.ts';
import { type Person, type Profile, emptyProfile } from '../../../../shared/domain/person.ts';
import { notNowSentence, taggable } from './taggable.ts';

const profile: Profile = {
  ...emptyProfile,
  timeZone: 'Europe/Berlin',
  workingHours: { from: '09:00', to: '17:00', days: [1, 2, 3, 4, 5] },
  quietHours: { from: '22:00', to: '07:00' },
  domains: ['payments'],
  skills: [{ name: 'SEPA', level: 3 }],
};
const somebody = (id: string, more: Partial<Person> = {}): Person => ({
  id,
  name: id,
  preset: 'engineer',
  hue: 0,
  ...more,
});
/** Monday, 13:00 in Berlin. */
const at = new Date('2026-03-02T12:00:00.000Z');
const asking = { ticket: {}, me: 'ada', at };

test('those who see a ticket only when they are tagged come first, and simulated colleagues last', () => {
  const people = [
    somebody('cy', { simulated: true }),
    somebody('zoe'),
    somebody('bo', { preset: 'agent' }),
    somebody('eva', { preset: 'specialist' }),
  ];

  expect(taggable(people, asking).map(({ id }) => id)).toEqual(['person:eva', 'person:zoe', 'person:bo', 'person:cy']);
});

test('oneself, who has left, machines and who is tagged already are not offered', () => {
  const tag = aTag({ asked: ['sam'] });
  const people = [
    somebody('ada'),
    somebody('gone', { left: true }),
    somebody('api', { preset: 'machine' }),
    somebody('sam'),
    somebody('eva'),
  ];

  expect(taggable(people, { ...asking, ticket: { tags: [tag] } }).map(({ id }) => id)).toEqual(['person:eva']);
});

test('a person is told by domain and found by skill, and marked when it is not their time', () => {
  const [eva] = taggable([somebody('eva', { profile })], asking);
  const [late] = taggable([somebody('eva', { profile })], { ...asking, at: new Date('2026-03-02T22:30:00.000Z') });

  expect(eva?.detail).toBe('working now · engineer · payments');
  expect(eva?.words).toContain('SEPA');
  expect(late?.detail).toBe('quiet hours · engineer · payments');
});

test('who tags is told when the other one is there', () => {
  const eva = somebody('eva', { name: 'Eva', profile });

  expect(notNowSentence(eva, at)).toBeUndefined();
  expect(notNowSentence(eva, new Date('2026-03-02T18:00:00.000Z'))).toMatch('Eva works from 09:00 to 17:00');
  expect(notNowSentence(eva, new Date('2026-03-02T22:30:00.000Z'))).toMatch('quiet hours from 22:00 to 07:00');
});
