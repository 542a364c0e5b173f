import { createContext } from 'svelte';
import type { Person } from '../../../../shared/domain/person.ts';
import type { Rota } from '../../../../shared/domain/rota.ts';
import type { RotaPerson } from '../../../../shared/protocol/rotas.ts';
import { avatarOf } from '../../../state/avatar.ts';

/** Somebody as a rota shows them. */
export interface ShownPerson {
  readonly id: string;
  readonly name: string;
  readonly hue: number;
  readonly src: string | undefined;
  readonly simulated: true | undefined;
}

export type PeopleShown = (id: string) => ShownPerson;

/** Whoever occurs in the rotas, also for those who know of nobody else. */
export const [getPeople, setPeople] = createContext<PeopleShown>();

export function shownPerson(id: string, known: ReadonlyMap<string, Person>, named: readonly RotaPerson[]): ShownPerson {
  const person = known.get(id);
  const { name, hue } = person ?? named.find((one) => one.id === id) ?? { name: 'Somebody', hue: 0 };
  return { id, name, hue, src: avatarOf(person), simulated: person?.simulated };
}

/** Who can be put on a rota, members first; somebody who knows of nobody else can still choose among those. */
export function candidatesFor(
  { members }: Pick<Rota, 'members'>,
  known: ReadonlyMap<string, Person>,
  shown: PeopleShown,
): readonly ShownPerson[] {
  const isHere = (id: string) => known.get(id)?.left !== true;
  const others = [...known.values()]
    .filter(({ id, left, preset }) => left !== true && preset !== 'machine' && !members.includes(id))
    .sort((a, b) => a.name.localeCompare(b.name));
  return [...members.filter(isHere), ...others.map(({ id }) => id)].map(shown);
}
