import { expect, test } from 'vitest';
import { type Person, emptyProfile } from '../../../../shared/domain/person.ts';
import { askedSentence } from './askedSentence.ts';

const eva: Person = {
  ...{ id: 'eva', name: 'Eva', preset: 'engineer', hue: 0 },
  profile: { ...emptyProfile, timeZone: 'America/New_York' },
};
const reader = {
  nameOf: (id: string) => ({ eva: 'Eva', sam: 'Sam' })[id] ?? id,
  personOf: (id: string) => (id === 'eva' ? eva : undefined),
  /** Monday. */
  now: new Date('2026-03-02T08:00:00.000Z'),
  timeZone: 'Europe/Berlin',
};
const asks = (...people: string[]) =>
  people.map((person) => ({ person, availability: 'unknown', rota: null }) as const);

test('whoever is on duty is named', () => {
  const sentence = askedSentence({ asked: asks('eva', 'sam'), onDuty: true, nextFrom: null }, reader);

  expect(sentence).toBe('Eva and Sam are on duty now.');
});

test('when office hours begin is told in their time and in one’s own, with the day when it is another one', () => {
  const today = { asked: asks('eva'), onDuty: false, nextFrom: '2026-03-02T14:30:00.000Z' };
  const tomorrow = { ...today, nextFrom: '2026-03-03T14:30:00.000Z' };

  expect(askedSentence(today, reader)).toMatch('office hours begin at 09:30, their time (15:30 yours).');
  expect(askedSentence(tomorrow, reader)).toMatch('office hours begin on Tuesday at 09:30, their time');
});

test('it says so when nobody can be asked, and when no rota tells who is on', () => {
  expect(askedSentence({ asked: [], onDuty: false, nextFrom: null }, reader)).toMatch('There is nobody to ask now');
  expect(askedSentence({ asked: asks('eva', 'sam'), onDuty: false, nextFrom: null }, reader)).toMatch(
    'Eva and Sam are asked at once',
  );
});
