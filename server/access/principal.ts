import type { Entrance } from '../../shared/domain/entry.ts';
import type { Person } from '../../shared/domain/person.ts';

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
