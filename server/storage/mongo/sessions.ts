import type { Session, Sessions } from '../../ports/sessions.ts';
import type { Collections } from './collections.ts';
import type { MongoParts } from './parts.ts';
import type { RideOut } from './rideOut.ts';

export class MongoSessions implements Sessions {
  readonly #collections: Collections;
  readonly #rideOut: RideOut;

  constructor({ collections, rideOut }: MongoParts) {
    this.#collections = collections;
    this.#rideOut = rideOut;
  }

  /** Each new session takes those along that have run out by then. */
  async save({ idHash, person, createdAt, expiresAt }: Session): Promise<void> {
    const { sessions } = this.#collections;
    await this.#rideOut.run(async () => {
      await sessions.deleteMany({ expiresAt: { $lt: createdAt } });
      await sessions.replaceOne({ _id: idHash }, { person, createdAt, expiresAt }, { upsert: true });
    });
  }

  async find(idHash: string): Promise<Session | undefined> {
    const row = await this.#rideOut.run(() => this.#collections.sessions.findOne({ _id: idHash }));
    if (!row) return undefined;
    const { person, createdAt, expiresAt } = row;
    return { idHash, person, createdAt, expiresAt };
  }

  async remove(idHash: string): Promise<void> {
    await this.#rideOut.run(() => this.#collections.sessions.deleteOne({ _id: idHash }));
  }
}
