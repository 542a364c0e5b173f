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

  /** Claims for whoever has none yet; returns all that are this person's. */
  claim(clients: Iterable<number>, person: PersonId): Claim[] {
    const claims: Claim[] = [];
    for (const client of clients) {
      if (!this.#owners.has(client)) this.#owners.set(client, person);
      if (this.#owners.get(client) === person) claims.push({ client, person });
    }
    return claims;
  }

  /** Takes in what the store says; false, and nothing changed, when something else was taken for granted here. */
  agree(stored: readonly Claim[]): boolean {
    if (stored.some(({ client, person }) => (this.#owners.get(client) ?? person) !== person)) return false;
    this.#addAll(stored);
    return true;
  }

  #addAll(claims: readonly Claim[]): void {
    for (const { client, person } of claims) this.claim([client], person);
  }
}
