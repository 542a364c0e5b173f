import * as encoding from 'lib0/encoding';
import type { Person, PersonId } from '../../shared/domain/person.ts';
import { ByteReader, parseJson } from './byteReader.ts';

/** Whose word about themselves an entry is. */
export interface Speaker {
  /** As they are now. */
  readonly person: Pick<Person, 'id' | 'name' | 'hue'>;
}

interface Entry {
  readonly clock: number;
  /** What the client shows of itself; `null` says that it has gone. */
  readonly state: Shown | null;
  readonly speaker: Speaker;
  /** Heartbeats since it was last renewed. */
  age: number;
}

/** Stock clients renew every 15 s and forget after 30 s; the server forgets a little later. */
const outdatedAfterHeartbeats = 3;

/** Clients whose first speaker is remembered. */
const mostRemembered = 4_096;

/** Browsers compare by recursion what they are shown. */
const deepestState = 32;

type Shown = Readonly<Record<string, unknown>>;

/** Whose a client is by what they wrote. */
type OwnerOf = (client: number) => PersonId | undefined;

/** The latest word of every client about its cursor and itself. Never stored. */
export class RoomAwareness {
  readonly #entries = new Map<number, Entry>();
  /** Who spoke first for a client, also after they left: others may still repeat what they have heard of it. */
  readonly #firstSpeakers = new Map<number, PersonId>();
  readonly #clientsPerSpeaker: number;
  /** Clients with news that were not yet passed on; who is gone is in here only. */
  #changed = new Map<number, Entry>();

  readonly #ownerOf: OwnerOf;

  constructor(clientsPerSpeaker: number, ownerOf: OwnerOf = () => undefined) {
    this.#clientsPerSpeaker = clientsPerSpeaker;
    this.#ownerOf = ownerOf;
  }

  /** Who has shown themselves under a client. */
  speakerFor(client: number): PersonId | undefined {
    return this.#firstSpeakers.get(client);
  }

  /** Throws Malformed, with nothing taken in. */
  receive(update: Uint8Array, speaker: Speaker): void {
    for (const [client, entry] of readEntries(update, speaker)) {
      if (this.#believes(client, entry)) this.#set(client, entry);
    }
  }

  leave(speaker: Speaker): void {
    for (const [client, entry] of this.#entries) {
      if (entry.speaker === speaker) this.#set(client, { ...entry, state: null });
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
    const owner = this.#ownerOf(client) ?? this.speakerFor(client);
    if (owner !== undefined && owner !== speaker.person.id) return false;
    if (!known) return state !== null && this.#clientsOf(speaker) < this.#clientsPerSpeaker;
    return clock > known.clock || (clock === known.clock && state === null);
  }

  #clientsOf(speaker: Speaker): number {
    let count = 0;
    for (const entry of this.#entries.values()) if (entry.speaker === speaker) count += 1;
    return count;
  }

  #set(client: number, entry: Entry): void {
    if (entry.state === null) this.#entries.delete(client);
    else this.#entries.set(client, entry);
    this.#changed.set(client, entry);
    this.#remember(client, entry.speaker.person.id);
  }

  #remember(client: number, person: PersonId): void {
    this.#firstSpeakers.set(client, person);
    if (this.#firstSpeakers.size <= mostRemembered) return;
    for (const eldest of this.#firstSpeakers.keys()) {
      if (this.#entries.has(eldest)) continue;
      this.#firstSpeakers.delete(eldest);
      return;
    }
  }
}

function readEntries(update: Uint8Array, speaker: Speaker): Map<number, Entry> {
  const reader = new ByteReader(update);
  const entries = new Map<number, Entry>();
  for (let left = reader.number(); left > 0; left -= 1) {
    const [client, clock, said] = [reader.number(), reader.number(), parseJson(reader.string())];
    const state = shownBy(said);
    if (state !== undefined) entries.set(client, { clock, state, speaker, age: 0 });
  }
  reader.end();
  return entries;
}

/** Undefined for what no client can use. */
function shownBy(said: unknown): Shown | null | undefined {
  if (said === null) return null;
  if (typeof said !== 'object' || Array.isArray(said) || isDeeperThan(deepestState, said)) return undefined;
  return said as Shown;
}

function isDeeperThan(depth: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return depth === 0 || Object.values(value).some((inner) => isDeeperThan(depth - 1, inner));
}

/** Who somebody is, the server knows better than their client. */
function stamped({ state, speaker }: Entry): string {
  if (state === null) return 'null';
  const { id, name, hue } = speaker.person;
  return JSON.stringify({ ...state, user: { id, name, hue } });
}

function encodeEntries(entries: ReadonlyMap<number, Entry>): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, entries.size);
    for (const [client, entry] of entries) {
      encoding.writeVarUint(encoder, client);
      encoding.writeVarUint(encoder, entry.clock);
      encoding.writeVarString(encoder, stamped(entry));
    }
  });
}

/** Says nothing; keeps a stock client from taking silence for a dead connection. */
export const noEntries: Uint8Array = Uint8Array.of(0);
