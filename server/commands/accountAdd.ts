import { type Person, type PersonId, presenceHues } from '../../shared/domain/person.ts';
import { Refusal } from '../../shared/domain/refusals.ts';
import type { Entrance } from '../../shared/domain/entry.ts';
import type { People } from '../boards/people.ts';
import type { NewId } from '../ports/ids.ts';

/** Somebody's e-mail address, if it is anybody's. Who has left keeps theirs. */
export function personWithEmail(people: Iterable<Person>, email: string): Person | undefined {
  for (const person of people) if (person.email === email) return person;
  return undefined;
}

/** Throws Refusal `emailTaken`. */
export function assertEmailFree(people: Iterable<Person>, email: string | undefined, except?: PersonId): void {
  const holder = email === undefined ? undefined : personWithEmail(people, email);
  if (holder && holder.id !== except) throw new Refusal('emailTaken');
}

/** A new person; by whom is whoever lets them in, or themselves. Throws Refusal `emailTaken`. */
export async function addPerson(
  { people, newId }: { people: People; newId: NewId },
  wanted: Omit<Person, 'hue'>,
  { by, entrance }: { by: PersonId; entrance: Entrance },
): Promise<Person> {
  await people.write({
    commandId: newId(),
    person: by,
    entrance,
    decide: ({ people: known }) => {
      assertEmailFree(known.values(), wanted.email);
      return [{ type: 'personAdded', person: { ...wanted, hue: known.size % presenceHues } }];
    },
  });
  const person = people.state.people.get(wanted.id);
  if (!person) throw new Error('a person is missing right after they were added');
  return person;
}
