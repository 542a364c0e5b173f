import * as encoding from 'lib0/encoding';
import type { PersonId } from '../../shared/domain/person.ts';
import { ByteReader, parseJson } from './byteReader.ts';

/** Whose word about themselves an entry is. */
export interface Speaker {
  readonly personId: PersonId;
}

interface Entry {
  readonly clock: number;
  /** JSON; `null` says that the client has gone. */
  readonly state: string;
  readonly speaker: Speaker;
  /** Heartbeats since it was last renewed. */
  age: number;
}

/** Stock clients renew every 15 s and forget after 30 s; the server forgets a little later. */
const outdatedAfterHeartbeats = 3;

const gone = 'null';

/** The latest word of every client about its cursor and itself. Never stored. */
export class RoomAwareness {
  readonly #entries = new Map<number, Entry>();
  readonly #clientsPerSpeaker: number;
  /** Clients with news that were not yet passed on; who is gone is in here only. */
  #changed = new Map<number, Entry>();

  constructor(clientsPerSpeaker: number) {
    this.#clientsPerSpeaker = clientsPerSpeaker;
  }

  /** Throws Malformed, with nothing taken in. */
  receive(update: Uint8Array, speaker: Speaker): void {
    for (const [client, entry] of readEntries(update, speaker)) {
      if (this.#believes(client, entry)) this.#set(client, entry);
    }
  }

  leave(speaker: Speaker): void {
    for (const [client, entry] of this.#entries) {
      if (entry.speaker === speaker) this.#set(client, { ...entry, state: gone });
    }
  }

  /** Drops who has been silent for too long; clients do so by themselves. */
  beat(): void {
    for (const [client, entry] of this.#entries) {
      entry.age += 1;
      if (entry.age > outdatedAfterHeartbeats) this.#entries.delete(client);
    }
  }

  /** For somebody who has just come; undefined when nobody shows themselves. */
  all(): Uint8Array | undefined {
    return this.#entries.size > 0 ? encodeEntries(this.#entries) : undefined;
  }

  /** What changed since the last call, each client's latest only. */
  takeChanges(): Uint8Array | undefined {
    if (this.#changed.size === 0) return undefined;
    const changes = encodeEntries(this.#changed);
    this.#changed = new Map();
    return changes;
  }

  /**
   * Clients repeat what they hear about others: only the person a client belongs to may speak for it. It may come back
   * on another connection, before the server has noticed that the first one is dead.
   */
  #believes(client: number, { clock, state, speaker }: Entry): boolean {
    const known = this.#entries.get(client);
    if (!known) return state !== gone && this.#clientsOf(speaker) < this.#clientsPerSpeaker;
    if (known.speaker.personId !== speaker.personId) return false;
    return clock > known.clock || (clock === known.clock && state === gone);
  }

  #clientsOf(speaker: Speaker): number {
    let count = 0;
    for (const entry of this.#entries.values()) if (entry.speaker === speaker) count += 1;
    return count;
  }

  #set(client: number, entry: Entry): void {
    if (entry.state === gone) this.#entries.delete(client);
    else this.#entries.set(client, entry);
    this.#changed.set(client, entry);
  }
}

function readEntries(update: Uint8Array, speaker: Speaker): Map<number, Entry> {
  const reader = new ByteReader(update);
  const entries = new Map<number, Entry>();
  for (let left = reader.number(); left > 0; left -= 1) {
    const [client, clock, state] = [reader.number(), reader.number(), reader.string()];
    parseJson(state);
    entries.set(client, { clock, state, speaker, age: 0 });
  }
  reader.end();
  return entries;
}

function encodeEntries(entries: ReadonlyMap<number, Entry>): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, entries.size);
    for (const [client, { clock, state }] of entries) {
      encoding.writeVarUint(encoder, client);
      encoding.writeVarUint(encoder, clock);
      encoding.writeVarString(encoder, state);
    }
  });
}

/** Says nothing; keeps a stock client from taking silence for a dead connection. */
export const noEntries: Uint8Array = Uint8Array.of(0);
