import { expect, test } from 'vitest';
import { type Person, emptyProfile } from '../../shared/domain/person.ts';
import { ada } from '../../test/support/builders.ts';
import { PeopleDirectory } from './peopleDirectory.svelte.ts';

function aDirectory(people: readonly Partial<Person>[]) {
  const all = people.map((person) => ({ person: { ...ada, ...person }, hasPassword: true, hasProvider: false }));
  return new PeopleDirectory(() => all);
}

const names = (directory: PeopleDirectory) => directory.people.map(({ person }) => person.name);

test('people are found by every word of name, address, preset, skill and domain', () => {
  const directory = aDirectory([
    { name: 'Grace', preset: 'engineer', profile: { ...emptyProfile, skills: [{ name: 'Webhooks', level: 3 }] } },
    { name: 'Ada', preset: 'agent', email: 'ada@acme.example' },
    { name: 'Linus', preset: 'specialist', profile: { ...emptyProfile, domains: ['10DLC'] } },
  ]);
  expect(names(directory)).toEqual(['Ada', 'Grace', 'Linus']);

  directory.words = 'webHOOKS engineer';
  expect(names(directory)).toEqual(['Grace']);

  directory.words = '10dlc';
  expect(names(directory)).toEqual(['Linus']);

  directory.words = 'acme';
  expect(names(directory)).toEqual(['Ada']);
});

test('who has left stays away until asked for; machines stand apart', () => {
  const directory = aDirectory([
    { name: 'Zoe' },
    { name: 'Bob', left: true },
    { name: 'Nightly export', preset: 'machine' },
  ]);
  expect(names(directory)).toEqual(['Zoe']);
  expect(directory.machines.map(({ person }) => person.name)).toEqual(['Nightly export']);
  expect(directory.leftCount).toBe(1);

  directory.showsLeft = true;

  expect(names(directory)).toEqual(['Zoe', 'Bob']);
});
