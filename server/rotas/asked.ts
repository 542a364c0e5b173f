import type { Organisation } from '../../shared/domain/organisation.ts';
import type { Person, PersonId } from '../../shared/domain/person.ts';
import type { TagTarget } from '../../shared/domain/tag.ts';

/** Whom a tag to this target asks, in order of who should answer. */
export interface Asked {
  readonly people: readonly PersonId[];
  /** They are on duty by a rota, which goes on until then. */
  readonly onDuty: boolean;
  /** When those asked come on duty, where they are not; null: no rota tells. */
  readonly nextFrom: string | null;
  /** By person: the rota that they are on. */
  readonly rotas: Readonly<Record<PersonId, string>>;
}

/**
 * Who is on duty for a target; `blocked` also reaches whoever is on call. Without a rota, everybody who could be meant.
 * `except`: people who have been asked already or have declined.
 */
export function askedFor(
  organisation: Organisation,
  target: TagTarget,
  { except = [] }: { at: Date; blocked: boolean; except?: readonly PersonId[] },
): Asked {
  const people = [...organisation.people.values()].filter((person) => isMeant(person, target));
  const ids = people.map(({ id }) => id).filter((id) => !except.includes(id));
  return { people: ids, onDuty: false, nextFrom: null, rotas: {} };
}

function isMeant(person: Person, target: TagTarget): boolean {
  if (person.left || person.preset === 'machine') return false;
  switch (target.kind) {
    case 'person':
      return person.id === target.person;
    case 'line':
      return target.line === 'L3' && person.preset === 'engineer';
    case 'domain': {
      const wanted = target.domain.toLowerCase();
      return person.profile?.domains.some((domain) => domain.toLowerCase() === wanted) ?? false;
    }
  }
}
