import { createHash, randomBytes } from 'node:crypto';
import { type Person, presenceHues } from '../../shared/domain/person.ts';
import type { People } from '../boards/people.ts';
import type { Clock } from '../ports/clock.ts';
import type { NewId } from '../ports/ids.ts';
import type { Sessions } from '../ports/sessions.ts';

const sessionDays = 30;

export interface SignInPorts {
  readonly people: People;
  readonly sessions: Sessions;
  readonly clock: Clock;
  readonly newId: NewId;
}

export interface SignedIn {
  readonly person: Person;
  /** The secret for the browser; only its hash is kept. */
  readonly secret: string;
  readonly expiresAt: Date;
}

/** Signs in by name, as it is offered on loopback only: a name nobody has yet makes a new person. */
export async function signIn(ports: SignInPorts, name: string): Promise<SignedIn> {
  const person = await personNamed(ports, name);
  const secret = randomBytes(32).toString('base64url');
  const now = ports.clock.now();
  const expiresAt = new Date(now.getTime() + sessionDays * 24 * 60 * 60 * 1000);
  await ports.sessions.save({
    idHash: hashOf(secret),
    person: person.id,
    createdAt: now.toISOString(),
    expiresAt: expiresAt.toISOString(),
  });
  return { person, secret, expiresAt };
}

/** Who holds this secret, if it is still good. */
export async function personOfSession(
  { people, sessions, clock }: Omit<SignInPorts, 'newId'>,
  secret: string,
): Promise<Person | undefined> {
  const session = await sessions.find(hashOf(secret));
  if (!session || session.expiresAt <= clock.now().toISOString()) return undefined;
  const known = people.state.people.get(session.person);
  if (known) return known;
  await people.catchUp();
  return people.state.people.get(session.person);
}

export async function signOut({ sessions }: { sessions: Sessions }, secret: string): Promise<void> {
  await sessions.remove(hashOf(secret));
}

async function personNamed({ people, newId }: SignInPorts, name: string): Promise<Person> {
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
      const preset = real.length === 0 ? 'admin' : 'agent';
      const person: Person = { id, name: name.trim(), preset, hue: known.size % presenceHues };
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

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
