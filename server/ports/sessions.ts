import type { SignInMethod } from '../../shared/domain/events.ts';
import type { PersonId } from '../../shared/domain/person.ts';

/** Sessions by the hash of their secret. Durable when `save` resolves. */
export interface Sessions {
  save(session: Session): Promise<void>;
  find(idHash: string): Promise<Session | undefined>;
  /** Of one person, latest seen first; those that have run out may be among them. */
  ofPerson(person: PersonId): Promise<Session[]>;
  /** Notes that it was used; nothing happens when it is gone. */
  touch(idHash: string, seen: { at: string; address: string }): Promise<void>;
  remove(idHash: string): Promise<void>;
  removeAll(idHashes: readonly string[]): Promise<void>;
}

export interface Session {
  readonly idHash: string;
  /** What people and logs call it: tells nothing about the secret. */
  readonly id: string;
  readonly person: PersonId;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly method: SignInMethod;
  /** As the browser called itself; at most 300 characters. */
  readonly browser: string;
  readonly address: string;
  readonly seenAt: string;
}
