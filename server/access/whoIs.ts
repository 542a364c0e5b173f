import { createHash } from 'node:crypto';
import type { People } from '../boards/people.ts';
import type { Person } from '../../shared/domain/person.ts';
import type { Clock } from '../ports/clock.ts';
import type { Session, Sessions } from '../ports/sessions.ts';
import type { Principal } from './principal.ts';

interface Ports {
  readonly people: People;
  readonly sessions: Sessions;
  readonly clock: Clock;
}

/** Who holds this session secret, if it is still good; then `seen` is told. */
export async function principalOfSession(
  { people, sessions, clock }: Ports,
  secret: string,
  seen?: (session: Session) => void,
): Promise<Principal | undefined> {
  const session = await sessions.find(hashOfSecret(secret));
  if (!session || session.expiresAt <= clock.now().toISOString()) return undefined;
  const person = await presentPerson(people, session.person);
  if (!person) return undefined;
  seen?.(session);
  return { person, grant: { kind: 'session', id: session.id, expiresAt: session.expiresAt } };
}

/** Somebody who is still here; perhaps another server has only just let them in. */
export async function presentPerson(people: People, id: string): Promise<Person | undefined> {
  if (!people.state.people.has(id)) await people.catchUp();
  const person = people.state.people.get(id);
  return person?.left ? undefined : person;
}

/** Secrets of sessions, tokens and links are random and long: a plain hash of them tells nothing. */
export function hashOfSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
