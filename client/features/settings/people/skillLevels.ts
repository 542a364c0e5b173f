import type { Skill } from '../../../../shared/domain/person.ts';

export const skillLevels: readonly { readonly level: Skill['level']; readonly words: string }[] = [
  { level: 1, words: 'Learning' },
  { level: 2, words: 'Able' },
  { level: 3, words: 'Others ask me' },
];

/** As it is said of somebody else. */
export function skillWords({ name, level }: Skill): string {
  return { 1: `${name} (learning)`, 2: name, 3: `${name} (the one to ask)` }[level];
}
