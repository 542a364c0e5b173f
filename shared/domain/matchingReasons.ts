import type { Candidate } from './matching.ts';

/** What speaks for somebody, or with a negative weight against. */
export interface Reason {
  readonly weight: number;
  readonly words: string;
}

type Ability = 'language' | 'learning' | 'able' | 'expert';

const weights = {
  covered: { language: 2, learning: 1, able: 4, expert: 5 },
  onDuty: 4,
  solvedEach: 1,
  solvedMost: 5,
  present: 2,
  working: 1,
  outsideHours: -3,
  quietHours: -8,
  fullyLoaded: -8,
  learning: -1,
} as const;

/** How well somebody has one of the terms that are asked; undefined: not at all. */
export function abilityIn({ skills, domains, languages }: Candidate['profile'], term: string): Ability | undefined {
  const wanted = folded(term);
  if (domains.some((domain) => folded(domain) === wanted)) return 'expert';
  const level = Math.max(0, ...skills.filter(({ name }) => folded(name) === wanted).map((skill) => skill.level));
  if (level > 0) return level === 1 ? 'learning' : level === 2 ? 'able' : 'expert';
  return languages.some((tag) => folded(tag) === wanted || folded(tag).startsWith(`${wanted}-`))
    ? 'language'
    : undefined;
}

/** Has it, and is not only learning it. */
export function isAble(profile: Candidate['profile'], term: string): boolean {
  const ability = abilityIn(profile, term);
  return ability !== undefined && ability !== 'learning';
}

interface Share {
  readonly asked: readonly string[];
  readonly covers: readonly string[];
}

export function reasonsFor(candidate: Candidate, share: Share): readonly Reason[] {
  return [...skilled(candidate, share), ...experienced(candidate), ...here(candidate), ...loaded(candidate)];
}

function skilled({ profile }: Candidate, { asked, covers }: Share): Reason[] {
  if (covers.length === 0) return [];
  const weight = covers.reduce((sum, term) => sum + weights.covered[abilityIn(profile, term) ?? 'learning'], 0);
  const learning = covers.filter((term) => abilityIn(profile, term) === 'learning');
  const words = `${String(covers.length)} of ${String(asked.length)} ${asked.length === 1 ? 'skill' : 'skills'}`;
  const still = { weight: weights.learning, words: `still learning ${learning.join(', ')}` };
  return [{ weight, words }, ...(learning.length > 0 ? [still] : [])];
}

function experienced({ onDuty, solved }: Candidate): Reason[] {
  const weight = Math.min(solved * weights.solvedEach, weights.solvedMost);
  return [
    ...(onDuty === undefined ? [] : [{ weight: weights.onDuty, words: `on the ${onDuty}` }]),
    ...(solved === 0 ? [] : [{ weight, words: `has helped to resolve ${String(solved)} like this` }]),
  ];
}

function here({ present, availability }: Candidate): Reason[] {
  const reasons: Reason[] = present ? [{ weight: weights.present, words: 'on the board now' }] : [];
  switch (availability) {
    case 'working':
      return [...reasons, { weight: weights.working, words: 'in working hours' }];
    case 'outsideHours':
      return [...reasons, { weight: weights.outsideHours, words: 'outside working hours' }];
    case 'quietHours':
      return [...reasons, { weight: weights.quietHours, words: 'in quiet hours' }];
    case 'unknown':
      return reasons;
  }
}

function loaded({ load, profile }: Candidate): Reason[] {
  const { loadCap } = profile;
  if (loadCap === null || load < loadCap) return [];
  const words = `${String(load)} of ${String(loadCap)} ${loadCap === 1 ? 'ticket' : 'tickets'}`;
  return [{ weight: weights.fullyLoaded, words }];
}

function folded(term: string): string {
  return term.trim().toLowerCase();
}
