import type { PersonId } from '../../shared/domain/person.ts';
import type { Claim } from '../ports/documents.ts';

/** Owns what a document was seeded with: nobody writes under those clients. */
export const seeder: PersonId = '@server';

/** Whose the Yjs clients of a document are: of the person who used them first. */
export class ClientOwners {
  readonly #owners = new Map<number, PersonId>();

  constructor(claims: readonly Claim[]) {
    this.#addAll(claims);
  }

  of(client: number): PersonId | undefined {
    return this.#owners.get(client);
  }

  /** Claims for whoever has none yet; returns those that are new. */
  claim(clients: Iterable<number>, person: PersonId): Claim[] {
    const claims: Claim[] = [];
    for (const client of clients) {
      if (this.#owners.has(client)) continue;
      this.#owners.set(client, person);
      claims.push({ client, person });
    }
    return claims;
  }

  /** What the store says counts. */
  correct(stored: readonly Claim[]): void {
    const first = new ClientOwners(stored);
    for (const [client, person] of first.#owners) this.#owners.set(client, person);
  }

  #addAll(claims: readonly Claim[]): void {
    for (const { client, person } of claims) this.claim([client], person);
  }
}
