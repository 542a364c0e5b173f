import type { PersonId } from '../../shared/domain/person.ts';
import type { StoredDocument } from '../ports/documents.ts';
import { Content, type Sifted } from './content.ts';
import { updateFrame } from './frames.ts';
import type { Accepted } from './saveQueue.ts';

type Taken = Sifted & { kind: 'news' | 'deletions' };

/** What a document took in, durable or not; judged anew when the store knows better whose a client is. */
export class Intake {
  readonly #speakerFor: (client: number) => PersonId | undefined;
  #content: Content;

  /** `speakerFor`: who shows themselves under a Yjs client now. */
  constructor(stored: StoredDocument, speakerFor: (client: number) => PersonId | undefined) {
    this.#speakerFor = speakerFor;
    this.#content = new Content(stored, speakerFor);
  }

  ownerOf(client: number): PersonId | undefined {
    return this.#content.ownerOf(client);
  }

  /** What of an update is new here. Throws Malformed. */
  sift(update: Uint8Array, person: PersonId): Sifted {
    return this.#content.sift(update, person);
  }

  take(sifted: Taken, { sender, person }: Pick<Accepted, 'sender' | 'person'>): Accepted {
    // One copy serves the others, the store and whoever comes later; the bytes that came in belong to the socket.
    const frame = updateFrame(sifted.update);
    const update = frame.subarray(frame.length - sifted.update.length);
    return { update, frame, claims: this.#content.take(sifted, person), brings: sifted.brings, sender, person };
  }

  /** This is durable. */
  keep(written: readonly Accepted[]): void {
    for (const { brings } of written) this.#content.keep(brings);
  }

  /** Takes in what the store holds; false, and nothing changed, when clients are somebody else's than was thought here. */
  agree(stored: StoredDocument): boolean {
    return this.#content.agree(stored);
  }

  /** Forgets all but what the store holds: what waits for the store has to be judged after this, in its order. */
  startOver(stored: StoredDocument): void {
    this.#content = new Content(stored, this.#speakerFor);
  }

  /** Undefined when nothing of it is to be written; whoever said what is somebody else's to say is sent away. */
  judge(accepted: Accepted): Accepted | undefined {
    const sifted = this.#content.sift(accepted.update, accepted.person);
    switch (sifted.kind) {
      case 'foreign':
        accepted.sender.refuse();
        return undefined;
      case 'known':
        return undefined;
      case 'news':
      case 'deletions':
        return this.take(sifted, accepted);
    }
  }
}
