import type { PersonDetails } from '../../shared/protocol/people.ts';
import { presetNameOf } from './capabilityWords.ts';

/** The list of people as one looks through it. */
export class PeopleDirectory {
  /** Words that all have to occur: in a name, an address, a preset, a skill, a domain. */
  words = $state('');
  showsLeft = $state(false);
  readonly #all: () => readonly PersonDetails[];
  readonly #found = $derived.by(() => this.#matching());

  constructor(all: () => readonly PersonDetails[]) {
    this.#all = all;
  }

  /** By name; who has left comes last, and only when asked for. */
  get people(): readonly PersonDetails[] {
    const here = this.#found.filter(({ person }) => person.preset !== 'machine' && !person.left);
    const gone = this.#found.filter(({ person }) => person.preset !== 'machine' && person.left);
    return this.showsLeft ? [...here, ...gone] : here;
  }

  get machines(): readonly PersonDetails[] {
    return this.#found.filter(({ person }) => person.preset === 'machine' && (this.showsLeft || !person.left));
  }

  /** How many are left out because they are no longer here. */
  get leftCount(): number {
    return this.#all().filter(({ person }) => person.left).length;
  }

  #matching(): readonly PersonDetails[] {
    const words = this.words.toLowerCase().split(/\s+/).filter(Boolean);
    const found = this.#all().filter((details) => {
      const text = textOf(details);
      return words.every((word) => text.includes(word));
    });
    return found.sort((a, b) => a.person.name.localeCompare(b.person.name));
  }
}

function textOf({ person }: PersonDetails): string {
  const { skills = [], domains = [] } = person.profile ?? {};
  const words = [person.name, person.email ?? '', presetNameOf(person), ...skills.map(({ name }) => name), ...domains];
  return words.join(' ').toLowerCase();
}
