import { randomBytes } from 'node:crypto';
import type { SignInMethod } from '../../shared/domain/events.ts';
import { type Person, type Preset, presenceHues } from '../../shared/domain/person.ts';
import type { AccessEvents } from '../access/accessEvents.ts';
import type { Actor } from '../access/principal.ts';
import { hashOfSecret } from '../access/whoIs.ts';
import type { People } from '../boards/people.ts';
import type { Clock } from '../ports/clock.ts';
import type { NewId } from '../ports/ids.ts';
import type { Sessions } from '../ports/sessions.ts';

const sessionDays = 30;

export interface SignInPorts {
  readonly people: People;
  readonly sessions: Sessions;
  readonly accessEvents: AccessEvents;
  readonly clock: Clock;
  readonly newId: NewId;
}

export interface SignedIn {
  readonly person: Person;
  /** The secret for the browser; only its hash is kept. */
  readonly secret: string;
  readonly expiresAt: Date;
}

/** A new session for somebody who has shown who they are: the secret is always a fresh one. */
export async function startSession(
  { sessions, accessEvents, clock, newId }: Omit<SignInPorts, 'people'>,
  { person, entrance }: Actor,
  { method, browser }: { method: SignInMethod; browser: string },
): Promise<SignedIn> {
  const secret = randomBytes(32).toString('base64url');
  const now = clock.now();
  const expiresAt = new Date(now.getTime() + sessionDays * 24 * 60 * 60 * 1000);
  const id = newId();
  const at = now.toISOString();
  await sessions.save({
    idHash: hashOfSecret(secret),
    id,
    person: person.id,
    createdAt: at,
    expiresAt: expiresAt.toISOString(),
    method,
    browser: browser.slice(0, 300),
    address: entrance.address ?? '',
    seenAt: at,
  });
  await accessEvents.write({
    commandId: newId(),
    person: person.id,
    entrance,
    decide: () => [{ type: 'signedIn', person: person.id, session: id, method }],
  });
  return { person, secret, expiresAt };
}

/** By name alone, as a developer's server offers it: a name nobody has yet makes a new person, the first one an admin. */
export async function personNamed(
  { people, newId }: Pick<SignInPorts, 'people' | 'newId'>,
  { name, preset }: { name: string; preset?: Preset | undefined },
): Promise<Person> {
  const wanted = folded(name);
  const find = () => [...people.state.people.values()].find((person) => folded(person.name) === wanted);
  await people.catchUp();
  const id = newId();
  await people.write({
    commandId: newId(),
    person: id,
    decide: ({ people: known }) => {
      if (find()) return [];
      const real = [...known.values()].filter(({ simulated }) => !simulated);
      const given = preset ?? (real.length === 0 ? 'admin' : 'agent');
      const person: Person = { id, name: name.trim(), preset: given, hue: known.size % presenceHues };
      return [{ type: 'personAdded', person }];
    },
  });
  const person = find();
  if (!person) throw new Error(`nobody is called ${name} right after they were added`);
  return person;
}

function folded(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase();
}
