import type { PersonId } from '../../shared/domain/person.ts';
import type { Presence, PresenceUpdate } from '../../shared/protocol/socket.ts';

/** Who looks at what, by connection: never stored, gone with the connection. */
export class PresenceTable {
  readonly #boards = new Map<string, Map<string, Presence>>();

  /** Notes where a connection's attention is; true when that changed what others should see. */
  set(connection: string, person: PersonId, { board, ticketId, attention }: PresenceUpdate): boolean {
    const people = this.#boards.get(board) ?? new Map<string, Presence>();
    const before = people.get(connection);
    people.set(connection, { person, ticketId, attention });
    this.#boards.set(board, people);
    return before?.ticketId !== ticketId || before.attention !== attention;
  }

  /** True when the connection was on the board. */
  remove(connection: string, board: string): boolean {
    const people = this.#boards.get(board);
    const removed = people?.delete(connection) ?? false;
    if (people?.size === 0) this.#boards.delete(board);
    return removed;
  }

  /** Everybody once per place: two tabs on one ticket are one person, at the livelier attention. */
  on(board: string): Presence[] {
    const places = new Map<string, Presence>();
    for (const presence of this.#boards.get(board)?.values() ?? []) {
      const place = `${presence.person} ${presence.ticketId ?? ''}`;
      const known = places.get(place);
      if (!known || liveliness(presence) > liveliness(known)) places.set(place, presence);
    }
    return [...places.values()];
  }
}

function liveliness({ attention }: Presence): number {
  return { idle: 0, viewing: 1, editing: 2 }[attention];
}
