import type { Entry } from './entry.ts';
import type { OrganisationEvent } from './events.ts';
import type { Person, PersonId } from './person.ts';

/** Everybody and everything that belongs to no single board. */
export interface Organisation {
  readonly people: ReadonlyMap<PersonId, Person>;
  readonly seq: number;
}

export function emptyOrganisation(): Organisation {
  return { people: new Map(), seq: 0 };
}

/** Pure: the organisation after an entry. */
export function reduceOrganisation(organisation: Organisation, entry: Entry<OrganisationEvent>): Organisation {
  const people = new Map(organisation.people);
  for (const event of entry.events) {
    switch (event.type) {
      case 'personAdded':
        people.set(event.person.id, event.person);
        break;
      case 'personChanged': {
        const person = people.get(event.personId);
        if (person) people.set(person.id, { ...person, ...event.changes });
        break;
      }
    }
  }
  return { people, seq: entry.seq };
}
