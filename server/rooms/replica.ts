import * as Y from 'yjs';
import { goneWith, sizeOf } from './deletionSize.ts';
import type { Span } from './updateStructure.ts';

/** Applies updates in order. Returns how many could not be applied; these are left out. */
export function applyAll(doc: Y.Doc, updates: readonly Uint8Array[]): number {
  let unreadable = 0;
  // One transaction: a history of thousands of small updates is read many times faster than one by one or merged.
  doc.transact(() => {
    for (const update of updates) {
      try {
        Y.applyUpdate(doc, update);
      } catch {
        unreadable += 1;
      }
    }
  });
  return unreadable;
}

/**
 * A room's own copy of its document: bytes, and a Y.Doc only while somebody needs one. Updates are merely collected;
 * whoever asks for the state pays for applying them.
 */
export class Replica {
  readonly #awake: AwakeReplicas;
  #doc: Y.Doc | undefined;
  /** What `#doc` holds, encoded; undefined when it has to be encoded anew. */
  #state: Uint8Array | undefined;
  #stateVector: Uint8Array | undefined;
  /** Not in `#doc` yet. */
  #tail: Uint8Array[];

  constructor(updates: readonly Uint8Array[], awake: AwakeReplicas) {
    this.#awake = awake;
    this.#tail = [...updates];
  }

  add(update: Uint8Array): void {
    this.#tail.push(update);
  }

  get state(): Uint8Array {
    const doc = this.#current();
    return (this.#state ??= Y.encodeStateAsUpdate(doc));
  }

  get stateVector(): Uint8Array {
    const doc = this.#current();
    return (this.#stateVector ??= Y.encodeStateVector(doc));
  }

  /** What somebody lacks who holds what the state vector says. */
  missingFrom(stateVector: Uint8Array): Uint8Array {
    const holdsNothing = stateVector.length === 1;
    return holdsNothing ? this.state : Y.encodeStateAsUpdate(this.#current(), stateVector);
  }

  contains(update: Uint8Array): boolean {
    return Y.snapshotContainsUpdate(Y.snapshot(this.#current()), update);
  }

  /** Whether asking about its content costs little now. */
  get isAwake(): boolean {
    return this.#doc !== undefined;
  }

  /** In Yjs clocks: about characters. */
  get size(): number {
    return sizeOf(this.#current());
  }

  /** How much deleting these would take away. */
  goneWith(deletes: readonly Span[]): number {
    return goneWith(this.#current(), deletes);
  }

  /** What waits for what comes before it. */
  get pendingBytes(): number {
    const { pendingStructs, pendingDs } = this.#current().store;
    return (pendingStructs?.update.length ?? 0) + (pendingDs?.length ?? 0);
  }

  /** Keeps the bytes only. */
  sleep(): void {
    if (!this.#doc) return;
    this.#state ??= Y.encodeStateAsUpdate(this.#doc);
    this.#doc.destroy();
    this.#doc = undefined;
    this.#awake.drop(this);
  }

  #current(): Y.Doc {
    const doc = this.#wake();
    if (this.#tail.length > 0) {
      applyAll(doc, this.#tail);
      this.#tail = [];
      this.#state = undefined;
      this.#stateVector = undefined;
    }
    return doc;
  }

  #wake(): Y.Doc {
    this.#awake.use(this);
    if (!this.#doc) {
      this.#doc = new Y.Doc();
      if (this.#state) Y.applyUpdate(this.#doc, this.#state);
    }
    return this.#doc;
  }
}

/** A Y.Doc takes many times the memory of its bytes: only those used last are kept. */
export class AwakeReplicas {
  readonly #limit: number;
  /** The one used last is last. */
  readonly #replicas = new Set<Replica>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  use(replica: Replica): void {
    this.#replicas.delete(replica);
    this.#replicas.add(replica);
    const [eldest] = this.#replicas;
    if (eldest && this.#replicas.size > this.#limit) eldest.sleep();
  }

  drop(replica: Replica): void {
    this.#replicas.delete(replica);
  }
}
