import type { Entry } from '../../../shared/domain/entry.ts';
import type { Person } from '../../../shared/domain/person.ts';
import type { Presence } from '../../../shared/protocol/socket.ts';
import type { Door } from './sockets.ts';

const presenceEveryMs = 50;
/** A burst larger than this is only hinted at: subscribers see the gap and fetch what suits them. */
const mostEntriesToPush = 200;

export function roomOf(board: string): string {
  return `board:${board}`;
}

/** Tells the subscribers of a board what happened on it. */
export class Announcer {
  readonly #door: Door;
  readonly #due = new Map<string, NodeJS.Timeout>();

  constructor(door: Door) {
    this.#door = door;
  }

  entries(board: string, entries: readonly Entry[]): void {
    const pushed = entries.length > mostEntriesToPush ? entries.slice(-1) : entries;
    this.#door.to(roomOf(board)).emit('entries', { board, entries: pushed });
  }

  /** At most once per interval and board, with who is there at that moment. */
  presence(board: string, read: () => readonly Presence[]): void {
    if (this.#due.has(board)) return;
    const timer = setTimeout(() => {
      this.#due.delete(board);
      this.#door.to(roomOf(board)).emit('presence', { board, people: read() });
    }, presenceEveryMs);
    this.#due.set(board, timer);
  }

  people(people: readonly Person[]): void {
    this.#door.emit('people', { people });
  }

  close(): void {
    for (const timer of this.#due.values()) clearTimeout(timer);
    this.#due.clear();
  }
}
