import type { PersonId } from '../../shared/domain/person.ts';
import { awarenessFrame } from './frames.ts';
import type { RoomLimits } from './limits.ts';
import { RoomAwareness, type Speaker } from './roomAwareness.ts';
import type { Schedule } from './schedule.ts';

export interface PresenceParts {
  readonly schedule: Schedule;
  readonly limits: RoomLimits;
  /** Whose a client is by what they wrote. */
  readonly ownerOf: (client: number) => PersonId | undefined;
  /** To everybody in the room. */
  readonly send: (frame: Uint8Array) => void;
}

/** Tells everybody in a room where the others are: the first news at once, those that follow close behind together. */
export class PresenceRelay {
  readonly #parts: PresenceParts;
  readonly #awareness: RoomAwareness;
  #isDue = false;
  #passedAt = -Infinity;

  constructor(parts: PresenceParts) {
    this.#parts = parts;
    this.#awareness = new RoomAwareness(parts.limits.awarenessClients, parts.ownerOf);
  }

  /** Throws Malformed, with nothing taken in. */
  receive(entries: Uint8Array, from: Speaker): void {
    this.#awareness.receive(entries, from);
    this.#passSoon();
  }

  leave(speaker: Speaker): void {
    this.#awareness.leave(speaker);
    this.#passSoon();
  }

  beat(): void {
    this.#awareness.beat();
  }

  speakerFor(client: number): PersonId | undefined {
    return this.#awareness.speakerFor(client);
  }

  /** For whoever has just come: none when nobody shows themselves. */
  frames(): Uint8Array[] {
    const all = this.#awareness.all();
    return all ? [awarenessFrame(all)] : [];
  }

  #passSoon(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    const { schedule, limits } = this.#parts;
    const wait = this.#passedAt + limits.awarenessEveryMs - schedule.now();
    const pass = () => {
      this.#pass();
    };
    if (wait > 0) schedule.after(wait, pass);
    else schedule.soon(pass);
  }

  #pass(): void {
    this.#isDue = false;
    const changes = this.#awareness.takeChanges();
    if (!changes) return;
    this.#passedAt = this.#parts.schedule.now();
    this.#parts.send(awarenessFrame(changes));
  }
}
