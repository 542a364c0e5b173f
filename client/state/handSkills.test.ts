import { expect, test } from 'vitest';
import { type Person, emptyProfile } from '../../shared/domain/person.ts';
import { ada, bo } from '../../test/support/builders.ts';
import { knownSkills, offeredSkills } from './handSkills.ts';

const able = (person: Person, names: string[], domains: string[] = []): Person => ({
  ...person,
  profile: { ...emptyProfile, skills: names.map((name) => ({ name, level: 2 })), domains },
});
const people = [able(ada, ['webhooks', 'SMTP'], ['10DLC']), able(bo, ['Webhooks'])];

test('what most people can do comes first, each under one spelling; who has left counts no more', () => {
  expect(knownSkills(people)).toEqual(['webhooks', '10DLC', 'SMTP']);
  expect(knownSkills([{ ...able(ada, ['SMTP']), left: true }])).toEqual([]);
});

test('what the ticket is about is offered before the rest, as profiles spell it', () => {
  expect(offeredSkills(people, ['10dlc', 'refund'], 3)).toEqual(['10DLC', 'refund', 'webhooks']);
});
