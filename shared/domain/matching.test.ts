import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Candidate, distinctTerms, matchHelpers } from './matching.ts';
import { emptyProfile } from './person.ts';

type Given = Partial<Omit<Candidate, 'profile'>> & Partial<Candidate['profile']> & { readonly person: string };

function somebody({ skills = [], domains = [], languages = [], loadCap = null, ...more }: Given): Candidate {
  const profile = { ...emptyProfile, skills, domains, languages, loadCap };
  return { profile, availability: 'unknown', onDuty: undefined, present: false, load: 0, solved: 0, ...more };
}

const able = (...names: string[]) => names.map((name) => ({ name, level: 2 }) as const);
const ids = (matches: readonly { person: string }[]) => matches.map(({ person }) => person);

test('one person who has all of it is suggested rather than two who share it', () => {
  const candidates = [
    somebody({ person: 'ada', skills: able('webhooks'), present: true, solved: 5 }),
    somebody({ person: 'bo', skills: able('payments'), present: true, solved: 5 }),
    somebody({ person: 'cy', skills: able('payments', 'Webhooks') }),
  ];

  const { suggested, others, uncovered } = matchHelpers(['webhooks', 'payments'], candidates);

  expect(suggested).toEqual([
    { person: 'cy', covers: ['webhooks', 'payments'], because: ['2 of 2 skills'], despite: [] },
  ]);
  expect(ids(others)).toEqual(['ada', 'bo']);
  expect(uncovered).toEqual([]);
});

test('quiet hours and a full load push somebody down, and never hide them', () => {
  const skills = able('webhooks');
  const candidates = [
    somebody({ person: 'ada', skills, availability: 'quietHours' }),
    somebody({ person: 'bo', skills, load: 3, loadCap: 3 }),
    somebody({ person: 'cy', skills, availability: 'outsideHours' }),
    somebody({ person: 'di', skills }),
  ];

  const { suggested, others } = matchHelpers(['webhooks'], candidates);

  expect(ids(suggested)).toEqual(['di']);
  expect(others.map(({ person, despite }) => [person, ...despite])).toEqual([
    ['cy', 'outside working hours'],
    ['ada', 'in quiet hours'],
    ['bo', '3 of 3 tickets'],
  ]);
});

test('the reasons are told in words, the weightiest first', () => {
  const candidate = somebody({
    ...{ person: 'ada', domains: ['10DLC'], onDuty: '10DLC rota until 17:00', present: true },
    ...{ solved: 3, availability: 'working' },
  });

  const { suggested } = matchHelpers(['10dlc'], [candidate]);

  expect(suggested[0]?.because).toEqual([
    '1 of 1 skill',
    'on the 10DLC rota until 17:00',
    'has helped to resolve 3 like this',
    'on the board now',
    'in working hours',
  ]);
});

test('who is still learning counts where nobody is able, and it is said', () => {
  const learner = somebody({ person: 'ada', skills: [{ name: 'webhooks', level: 1 }] });

  const alone = matchHelpers(['webhooks'], [learner]);
  const beside = matchHelpers(['webhooks'], [learner, somebody({ person: 'bo', skills: able('webhooks') })]);

  expect(alone.suggested).toMatchObject([{ person: 'ada', despite: ['still learning webhooks'] }]);
  expect(ids(beside.suggested)).toEqual(['bo']);
  expect(ids(beside.others)).toEqual([]);
});

test('a language is had by who speaks it anywhere', () => {
  const { suggested, uncovered } = matchHelpers(
    ['pt', 'de'],
    [somebody({ person: 'ines', languages: ['pt-BR', 'en'] })],
  );

  expect(suggested[0]?.covers).toEqual(['pt']);
  expect(uncovered).toEqual(['de']);
});

test('where nothing in particular is asked nobody is singled out, and who helped with the like comes first', () => {
  const { suggested, others } = matchHelpers([], [somebody({ person: 'ada' }), somebody({ person: 'bo', solved: 2 })]);

  expect(suggested).toEqual([]);
  expect(ids(others)).toEqual(['bo', 'ada']);
});

test('a term counts once however it is written', () => {
  expect(distinctTerms([' 10DLC', '10dlc', '', 'SMS'])).toEqual(['10DLC', 'SMS']);
});

const terms = ['a', 'b', 'c', 'd', 'e', 'f'];
const candidatesOf = fc
  .array(
    fc.record({
      skills: fc.uniqueArray(fc.record({ name: fc.constantFrom(...terms), level: fc.constantFrom(1, 2, 3) } as const), {
        selector: ({ name }) => name,
      }),
      availability: fc.constantFrom('working', 'quietHours', 'outsideHours', 'unknown'),
      present: fc.boolean(),
      solved: fc.nat(6),
    } as const),
    { maxLength: 7 },
  )
  .map((all) => all.map((one, index) => somebody({ person: `p${String(index)}`, ...one })));
const askedOf = fc.uniqueArray(fc.constantFrom(...terms), { maxLength: 6 });

function hasAll(asked: readonly string[], people: readonly { covers: readonly string[] }[]): boolean {
  return asked.every((term) => people.some(({ covers }) => covers.includes(term)));
}

test('whatever is asked of whomever: what can be covered is, and by as few people as possible', () => {
  fc.assert(
    fc.property(askedOf, candidatesOf, (asked, candidates) => {
      const { suggested, others, uncovered } = matchHelpers(asked, candidates);

      const coverable = asked.filter((term) => !uncovered.includes(term));
      expect(hasAll(coverable, suggested)).toBe(true);
      for (const term of uncovered) {
        expect(candidates.some(({ profile }) => profile.skills.some(({ name }) => name === term))).toBe(false);
      }
      const everybody = [...suggested, ...others];
      for (const subset of smallerThan(suggested.length, everybody)) expect(hasAll(coverable, subset)).toBe(false);
    }),
  );
});

test('the order in which people are listed changes nothing', () => {
  fc.assert(
    fc.property(askedOf, candidatesOf, (asked, candidates) => {
      expect(matchHelpers(asked, [...candidates].reverse())).toEqual(matchHelpers(asked, candidates));
    }),
  );
});

function* smallerThan<T>(size: number, all: readonly T[]): Generator<readonly T[]> {
  for (let bits = 0; bits < 1 << all.length; bits += 1) {
    const subset = all.filter((_, index) => (bits & (1 << index)) !== 0);
    if (subset.length < size) yield subset;
  }
}
