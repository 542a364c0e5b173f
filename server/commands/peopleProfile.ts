import { can } from '../../shared/domain/permissions.ts';
import { type Person, type PersonId, type Profile, emptyProfile } from '../../shared/domain/person.ts';
import { Refusal } from '../../shared/domain/refusals.ts';
import type { Actor } from '../access/principal.ts';
import type { People } from '../boards/people.ts';
import type { Blobs } from '../ports/blobs.ts';
import type { NewId } from '../ports/ids.ts';
import { imageTypeOf } from './attachFile.ts';

interface Ports {
  readonly people: People;
  readonly newId: NewId;
}

export type WantedProfile = Omit<Profile, 'avatar'> & { readonly name?: string | undefined };

const largestAvatarBytes = 1024 * 1024;
/** Files that belong to people rather than to a ticket are kept under this id, which no ticket has. */
export const peopleFiles = '@people';

/** Throws Refusal `notAllowed`, `personNotFound` or `invalidInput`. */
export async function changeProfile(
  ports: Ports,
  actor: Actor,
  { person: id, profile: { name, ...profile } }: { person: PersonId; profile: WantedProfile },
): Promise<Person> {
  assertTimeZone(profile.timeZone);
  return change(ports, actor, {
    id,
    changed: (person) => {
      const avatar = person.profile?.avatar;
      return { ...(name !== undefined && { name }), profile: { ...profile, ...(avatar !== undefined && { avatar }) } };
    },
  });
}

/** Throws Refusal `unsupportedFile` or `fileTooLarge`, and what changeProfile throws. */
export async function setAvatar(
  ports: Ports & { readonly blobs: Blobs },
  actor: Actor,
  { person, bytes }: { person: PersonId; bytes: Uint8Array },
): Promise<Person> {
  assertMayEdit(actor, person);
  if (bytes.length > largestAvatarBytes) throw new Refusal('fileTooLarge', { largestBytes: largestAvatarBytes });
  const type = imageTypeOf(bytes);
  if (type === undefined) {
    throw new Refusal('unsupportedFile', { reason: 'A picture is a PNG, JPEG, GIF or WebP image.' });
  }
  const avatar = ports.newId();
  await ports.blobs.put({ id: avatar, ticketId: peopleFiles, type, name: 'avatar', bytes });
  return changeAvatar(ports, actor, { person, avatar });
}

export async function removeAvatar(
  ports: Ports & { readonly blobs: Blobs },
  actor: Actor,
  person: PersonId,
): Promise<Person> {
  return changeAvatar(ports, actor, { person, avatar: undefined });
}

async function changeAvatar(
  ports: Ports & { readonly blobs: Blobs },
  actor: Actor,
  { person: id, avatar }: { person: PersonId; avatar: string | undefined },
): Promise<Person> {
  let earlier: string | undefined;
  const person = await change(ports, actor, {
    id,
    changed: ({ profile = emptyProfile }) => {
      const { avatar: before, ...rest } = profile;
      earlier = before;
      return { profile: { ...rest, ...(avatar !== undefined && { avatar }) } };
    },
  });
  if (earlier !== undefined) await ports.blobs.remove(earlier);
  return person;
}

async function change(
  { people, newId }: Ports,
  actor: Actor,
  { id, changed }: { id: PersonId; changed: (person: Person) => Partial<Omit<Person, 'id'>> },
): Promise<Person> {
  assertMayEdit(actor, id);
  await people.write({
    commandId: newId(),
    person: actor.person.id,
    entrance: actor.entrance,
    decide: ({ people: known }) => {
      const person = known.get(id);
      if (!person) throw new Refusal('personNotFound', { person: id });
      return [{ type: 'personChanged', personId: id, changes: changed(person) }];
    },
  });
  const person = people.state.people.get(id);
  if (!person) throw new Refusal('personNotFound', { person: id });
  return person;
}

/** Asked before whether there is such a person, so that nobody learns who there is. */
function assertMayEdit({ person }: Actor, id: PersonId): void {
  if (!can(person, 'editProfile', { person: id })) throw new Refusal('notAllowed');
}

function assertTimeZone(timeZone: string): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
  } catch {
    throw new Refusal('invalidInput', { problems: [{ field: 'timeZone', message: 'is no time zone' }] });
  }
}
