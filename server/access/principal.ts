import type { Entrance } from '../../shared/domain/entry.ts';
import type { Person } from '../../shared/domain/person.ts';
import { Refusal } from '../../shared/domain/refusals.ts';
import type { People } from '../boards/people.ts';
import type { Clock } from '../ports/clock.ts';

/** Who acts, and what let them in. `person` is as of the moment it was asked for: ask again before every act. */
export interface Principal {
  readonly person: Person;
  readonly grant: Grant;
}

/** A session or a token; `id` is what the access log calls it. */
export interface Grant {
  readonly kind: 'session' | 'token';
  readonly id: string;
  /** ISO 8601 in UTC; null: does not run out. */
  readonly expiresAt: string | null;
}

/** A person at a door: what commands that are written to a log are given. */
export interface Actor {
  readonly person: Person;
  readonly entrance: Entrance;
}

/** The person as they are at this moment. Throws Refusal `signInNeeded` when they have left or what let them in ran out. */
export function personNow({ people, clock }: { people: People; clock: Clock }, { person, grant }: Principal): Person {
  const now = people.state.people.get(person.id);
  const isOver = grant.expiresAt !== null && grant.expiresAt <= clock.now().toISOString();
  if (!now || now.left || isOver) throw new Refusal('signInNeeded');
  return now;
}
