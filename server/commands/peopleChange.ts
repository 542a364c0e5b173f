import { type Capability, can } from '../../shared/domain/permissions.ts';
import type { Person, PersonId, Preset } from '../../shared/domain/person.ts';
import { Refusal } from '../../shared/domain/refusals.ts';
import type { Actor } from '../access/principal.ts';
import { assertEmailFree } from './accountAdd.ts';
import { waysIn } from './accountCredentials.ts';
import type { AccountPorts } from './accountPorts.ts';
import { forgetNotifications } from './notificationForget.ts';
import { assertMayGive } from './peopleRights.ts';
import { endSessionsOf } from './sessionsEnd.ts';

/** Undefined: stays as it is; `capabilities: null` goes back to the preset's. */
export interface PersonChange {
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly preset?: Preset | undefined;
  readonly capabilities?: readonly Capability[] | null | undefined;
  readonly left?: boolean | undefined;
}

export interface WantedChange {
  readonly person: PersonId;
  readonly change: PersonChange;
  /** On a developer's server everybody can sign in, by name. */
  readonly byName: boolean;
}

/** Throws Refusal `personNotFound`, `notAllowed`, `emailTaken` or `lastAdmin`. Who leaves is signed out everywhere. */
export async function changePerson(
  ports: Omit<AccountPorts, 'passwords'>,
  actor: Actor,
  { person: id, change, byName }: WantedChange,
): Promise<Person> {
  const ways = byName ? undefined : await waysIn(ports.records);
  const canSignIn = (person: PersonId) => !ways || ways.passwords.has(person) || ways.providers.has(person);
  await ports.people.write({
    commandId: ports.newId(),
    person: actor.person.id,
    entrance: actor.entrance,
    decide: ({ people }) => {
      const before = people.get(id);
      if (!before || before.preset === 'machine') throw new Refusal('personNotFound', { person: id });
      const event = differences(before, change);
      if (!event) return [];
      const after = applied(before, event);
      if (before.id !== actor.person.id) assertMayGive(actor.person, before);
      assertMayGive(actor.person, after);
      assertEmailFree(people.values(), event.changes.email, id);
      assertAdminLeft([...people.values()], { before, after }, canSignIn);
      return [{ type: 'personChanged', personId: id, ...event }];
    },
  });
  const person = ports.people.state.people.get(id);
  if (!person) throw new Refusal('personNotFound', { person: id });
  if (person.left) {
    await endSessionsOf(ports, actor, { person: id });
    await forgetNotifications(ports.records, id);
  }
  return person;
}

interface Differences {
  readonly changes: Partial<Omit<Person, 'id'>>;
  readonly without: readonly (keyof Person)[];
}

function differences(before: Person, { capabilities, left, ...plain }: PersonChange): Differences | undefined {
  const changed = Object.entries(plain).filter(
    ([field, value]) => value !== undefined && value !== before[field as keyof typeof plain],
  );
  const changes: Partial<Omit<Person, 'id'>> = {
    ...(Object.fromEntries(changed) as Partial<Person>),
    ...(capabilities && { capabilities }),
    ...(left && !before.left && { left }),
  };
  const without: (keyof Person)[] = [];
  if (capabilities === null && before.capabilities) without.push('capabilities');
  if (left === false && before.left) without.push('left');
  return Object.keys(changes).length + without.length === 0 ? undefined : { changes, without };
}

function applied(before: Person, { changes, without }: Differences): Person {
  const kept = Object.entries(before).filter(([field]) => !without.includes(field as keyof Person));
  return { ...(Object.fromEntries(kept) as unknown as Person), ...changes };
}

/** Throws Refusal `lastAdmin` when this takes away the last who manages people and can sign in. */
function assertAdminLeft(
  people: readonly Person[],
  { before, after }: { before: Person; after: Person },
  canSignIn: (person: PersonId) => boolean,
): void {
  const counts = (person: Person) => can(person, 'managePeople') && canSignIn(person.id);
  if (!counts(before) || counts(after)) return;
  if (!people.some((other) => other.id !== before.id && counts(other))) throw new Refusal('lastAdmin');
}
