import { describe, expect, test } from 'vitest';
import { type Organisation, emptyOrganisation } from '../../shared/domain/organisation.ts';
import { type Person, type Profile, emptyProfile } from '../../shared/domain/person.ts';
import type { Rota } from '../../shared/domain/rota.ts';
import { aRota, everyDay } from '../../test/support/rotas.ts';
import { type Asking, askedFor } from './asked.ts';

const noon = new Date('2026-11-03T12:00:00Z');
const night = new Date('2026-11-04T02:00:00Z');
const l3 = { kind: 'line', line: 'L3' } as const;
const l2 = { kind: 'line', line: 'L2' } as const;

function someone(id: string, given: Partial<Person> = {}, profile: Partial<Profile> = {}): Person {
  return { id, name: id, preset: 'engineer', hue: 0, profile: { ...emptyProfile, ...profile }, ...given };
}

function team({ people, rotas = [] }: { people: readonly Person[]; rotas?: readonly Rota[] }): Organisation {
  return {
    ...emptyOrganisation(),
    people: new Map(people.map((person) => [person.id, person])),
    rotas: new Map(rotas.map((rota) => [rota.id, rota])),
  };
}

function asking(given: Partial<Asking> = {}): Asking {
  return { at: noon, blocked: false, ...given };
}

const officeHours = aRota({
  id: 'hours',
  kind: 'officeHours',
  serves: l3,
  members: ['nia', 'omar'],
  turns: 'daily',
  shifts: [{ days: [1, 2, 3, 4, 5], from: '09:30', to: '17:00' }],
});
const onCall = aRota({
  id: 'call',
  kind: 'onCall',
  serves: l3,
  members: ['pia'],
  turns: 'weekly',
  shifts: [{ days: everyDay, from: '09:00', to: '09:00' }],
});
const engineers = [someone('nia'), someone('omar'), someone('pia')];

describe('a tag to a line', () => {
  test('asks who is on duty, and says by which rota', () => {
    const asked = askedFor(team({ people: engineers, rotas: [officeHours, onCall] }), l3, asking());

    expect(asked).toEqual({ people: ['omar'], onDuty: true, nextFrom: null, rotas: { omar: 'hours' } });
  });

  test('at night asks who is on next, and says from when', () => {
    const asked = askedFor(team({ people: engineers, rotas: [officeHours, onCall] }), l3, asking({ at: night }));

    expect(asked).toEqual({
      people: ['nia'],
      onDuty: false,
      nextFrom: '2026-11-04T08:30:00.000Z',
      rotas: { nia: 'hours' },
    });
  });

  test('at night reaches whoever is on call when the customer is blocked', () => {
    const organisation = team({ people: engineers, rotas: [officeHours, onCall] });

    const asked = askedFor(organisation, l3, asking({ at: night, blocked: true }));

    expect(asked).toEqual({ people: ['pia'], onDuty: true, nextFrom: null, rotas: { pia: 'call' } });
  });

  test('by day asks who is on duty before whoever is on call, nobody twice', () => {
    const callers = { ...onCall, members: ['omar', 'pia'], turns: 'all' as const };

    const asked = askedFor(team({ people: engineers, rotas: [callers, officeHours] }), l3, asking({ blocked: true }));

    expect(asked.people).toEqual(['omar', 'pia']);
    expect(asked.rotas).toEqual({ omar: 'hours', pia: 'call' });
  });

  test('goes to the next on the rota when who is on duty was asked already', () => {
    const asked = askedFor(team({ people: engineers, rotas: [officeHours] }), l3, asking({ except: ['omar'] }));

    expect(asked).toMatchObject({ people: ['nia'], onDuty: false, nextFrom: '2026-11-04T08:30:00.000Z' });
  });

  test('goes to everybody who could be meant when all of the rota were asked already', () => {
    const asked = askedFor(team({ people: engineers, rotas: [officeHours] }), l3, asking({ except: ['omar', 'nia'] }));

    expect(asked).toEqual({ people: ['pia'], onDuty: false, nextFrom: null, rotas: {} });
  });

  test('without a rota asks the engineers: who works now first, nobody in quiet hours while others are there', () => {
    const hours = { days: everyDay, from: '09:00', to: '17:00' };
    const people = [
      someone('quiet', {}, { quietHours: { from: '11:00', to: '15:00' } }),
      someone('away', {}, { workingHours: { ...hours, from: '16:00' } }),
      someone('unsaid'),
      someone('working', {}, { workingHours: hours }),
      someone('left', { left: true }),
      someone('agent', { preset: 'agent' }),
    ];

    expect(askedFor(team({ people }), l3, asking()).people).toEqual(['working', 'unsaid', 'away']);
    expect(askedFor(team({ people: people.slice(0, 1) }), l3, asking()).people).toEqual(['quiet']);
  });

  test('L2 is whoever wears the hat, and without anybody on duty its next', () => {
    const hat = aRota({ members: ['kim', 'lou'], serves: l2 });
    const people = ['kim', 'lou', 'max'].map((id) => someone(id, { preset: 'agent' }));

    expect(askedFor(team({ people, rotas: [hat] }), l2, asking()).people).toEqual(['lou']);
    expect(askedFor(team({ people, rotas: [hat] }), l2, asking({ at: night })).people).toEqual(['kim']);
    expect(askedFor(team({ people }), l2, asking()).people).toEqual([]);
  });
});

test('a tag to a domain asks who has it in the profile, and never a machine', () => {
  const people = [
    someone('sam', { preset: 'specialist' }, { domains: ['10dlc'] }),
    someone('bot', { preset: 'machine' }, { domains: ['10DLC'] }),
    someone('tim', { preset: 'specialist' }, { domains: ['payments'] }),
  ];

  const asked = askedFor(team({ people }), { kind: 'domain', domain: '10DLC' }, asking());

  expect(asked.people).toEqual(['sam']);
});

test('whoever is at their load cap is asked after the others', () => {
  const both = { ...officeHours, turns: 'all' as const };
  const people = [someone('nia', {}, { loadCap: 2 }), someone('omar')];

  const asked = askedFor(team({ people, rotas: [both] }), l3, asking({ load: () => 2 }));

  expect(asked.people).toEqual(['omar', 'nia']);
});

test('a tag to a person asks that person, whatever the hour, unless they have left or were asked', () => {
  const organisation = team({ people: [...engineers, someone('gone', { left: true })], rotas: [officeHours] });
  const target = (person: string) => ({ kind: 'person', person }) as const;

  expect(askedFor(organisation, target('omar'), asking())).toMatchObject({ people: ['omar'], onDuty: true });
  expect(askedFor(organisation, target('nia'), asking())).toMatchObject({ people: ['nia'], onDuty: false });
  expect(askedFor(organisation, target('gone'), asking()).people).toEqual([]);
  expect(askedFor(organisation, target('nia'), asking({ except: ['nia'] })).people).toEqual([]);
});
