import type { PersonId } from '../../../shared/domain/person.ts';
import type { Session, Sessions } from '../../ports/sessions.ts';
import type { Collections, SessionRow } from './collections.ts';
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
  async save({ idHash, ...row }: Session): Promise<void> {
    const { sessions } = this.#collections;
    await this.#rideOut.run(async () => {
      await sessions.deleteMany({ expiresAt: { $lt: row.createdAt } });
      await sessions.replaceOne({ _id: idHash }, row, { upsert: true });
    });
  }

  async find(idHash: string): Promise<Session | undefined> {
    const row = await this.#rideOut.run(() => this.#collections.sessions.findOne({ _id: idHash }));
    return row ? toSession(row) : undefined;
  }

  async ofPerson(person: PersonId): Promise<Session[]> {
    const latestFirst = { sort: { seenAt: -1, id: -1 } } as const;
    const rows = await this.#rideOut.run(() => this.#collections.sessions.find({ person }, latestFirst).toArray());
    return rows.map(toSession);
  }

  async touch(idHash: string, { at, address }: { at: string; address: string }): Promise<void> {
    const changes = { $set: { seenAt: at, address } };
    await this.#rideOut.run(() => this.#collections.sessions.updateOne({ _id: idHash }, changes));
  }

  async remove(idHash: string): Promise<void> {
    await this.#rideOut.run(() => this.#collections.sessions.deleteOne({ _id: idHash }));
  }

  async removeAll(idHashes: readonly string[]): Promise<void> {
    const filter = { _id: { $in: [...idHashes] } };
    await this.#rideOut.run(() => this.#collections.sessions.deleteMany(filter));
  }
}

function toSession({ _id, ...rest }: SessionRow): Session {
  return { idHash: _id, ...rest };
}
