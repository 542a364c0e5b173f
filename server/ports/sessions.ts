import type { PersonId } from '../../shared/domain/person.ts';

/** Who is signed in, by the hash of the secret that the browser holds. */
export interface Sessions {
  save(session: Session): Promise<void>;
  find(idHash: string): Promise<Session | undefined>;
  remove(idHash: string): Promise<void>;
}

export interface Session {
  readonly idHash: string;
  readonly person: PersonId;
  readonly createdAt: string;
  readonly expiresAt: string;
}
