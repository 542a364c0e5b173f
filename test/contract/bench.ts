import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll } from 'vitest';
import type { AnyEntry } from '../../shared/domain/entry.ts';
import type { BoardEvent } from '../../shared/domain/events.ts';
import type { Ticket } from '../../shared/domain/ticket.ts';
import type { Session } from '../../server/ports/sessions.ts';
import type { Store } from '../../server/ports/store.ts';

/** A way into the same data each time it is called, as from another process. */
export type OpenStore = () => Promise<Store>;

/** One store for all tests of a suite; each test has boards and documents of its own in it. */
export interface Bench {
  readonly store: Store;
  readonly open: OpenStore;
}

export function useStore(open: OpenStore): Bench {
  const opened: Store[] = [];
  const openMore = async () => {
    const store = await open();
    opened.push(store);
    return store;
  };
  beforeAll(openMore);
  afterAll(async () => {
    for (const store of opened) await store.close();
  });
  return {
    get store() {
      const [first] = opened;
      if (!first) throw new Error('The store is open only while tests run.');
      return first;
    },
    open: openMore,
  };
}

let boards = 0;

/** A board id that no other test uses, also when the database is not new. */
export function aBoardId(): string {
  boards += 1;
  return `board${String(boards)}-${randomUUID().slice(0, 8)}`;
}

export const noon = '2026-03-02T12:00:00.000Z';

export function anEntry(board: string, seq: number, more: Partial<AnyEntry> = {}): AnyEntry {
  const commandId = `${board}/command-${String(seq)}`;
  return { board, seq, commandId, person: 'ada', at: noon, events: [joined(`${board}-1`)], ...more };
}

export function entries(board: string, from: number, through: number): AnyEntry[] {
  return Array.from({ length: through - from + 1 }, (_, index) => anEntry(board, from + index));
}

export function joined(ticketId: string): BoardEvent {
  return { type: 'swarmJoined', ticketId, person: 'ada' };
}

export function aTicket(board: string, number: number, more: Partial<Ticket> = {}): Ticket {
  return {
    id: `${board}-${String(number)}`,
    number,
    title: `Ticket ${String(number)}`,
    customer: 'Acme',
    intents: [],
    priority: 'normal',
    columnId: 'new',
    rank: 'a0',
    state: 'queued',
    owner: null,
    swarm: [],
    messages: 0,
    openedAt: noon,
    updatedAt: noon,
    columnSince: noon,
    version: number,
    ...more,
  };
}

export function aSession(more: Partial<Session> = {}): Session {
  const idHash = aBoardId();
  return {
    ...{ idHash, id: `session of ${idHash}`, person: 'ada', createdAt: noon, expiresAt: '2036-03-02T12:00:00.000Z' },
    ...{ method: 'password', browser: 'Firefox on Linux', address: '192.0.2.7', seenAt: noon },
    ...more,
  };
}

export async function readAll(store: Store, board: string): Promise<AnyEntry[]> {
  return store.log.read(board, { after: 0, limit: 100_000 });
}
