import type { Entry } from '../../shared/domain/entry.ts';
import type { AccessEvent, BoardEvent } from '../../shared/domain/events.ts';
import type { Person } from '../../shared/domain/person.ts';
import type { People } from '../boards/people.ts';
import type { Clock } from '../ports/clock.ts';
import type { AccessEvents } from './accessEvents.ts';
import type { Principal } from './principal.ts';

/** Something that stays open: a socket, a subscription, a document. It is cut as soon as it may no longer be. */
export interface LiveConnection {
  readonly principal: Principal;
  /** Asked after every change of people and of its ticket's tags; the person is as they are now. */
  readonly mayStay: (person: Person) => boolean;
  readonly cut: (why: 'signInNeeded' | 'notAllowed') => void;
  /** Asked again when tags of this ticket change; none: only when people change. */
  readonly ticketId?: string;
}

interface Ports {
  readonly people: People;
  readonly accessEvents: AccessEvents;
  readonly clock: Clock;
}

const lookEveryMs = 1_000;
/** How long a connection may take from being let in to being entered here. */
const rememberEndedMs = 60_000;

/** Everything that is open on this server, so that what is revoked anywhere ends here within a second or two. */
export class LiveAccess {
  readonly #ports: Ports;
  readonly #open = new Set<LiveConnection>();
  /** Grants that have ended lately, by id, with when. */
  readonly #ended = new Map<string, number>();
  readonly #stops: (() => void)[];

  constructor(ports: Ports) {
    this.#ports = ports;
    const looking = setInterval(() => {
      this.#endExpired();
    }, lookEveryMs);
    this.#stops = [
      () => {
        clearInterval(looking);
      },
      ports.accessEvents.listen((entries) => {
        this.#endGrants(entries);
      }),
      ports.people.listen(() => {
        for (const connection of [...this.#open]) this.#review(connection);
      }),
    ];
  }

  /** Returns how to leave. Cuts at once what was revoked while it was being opened. */
  enter(connection: LiveConnection): () => void {
    this.#open.add(connection);
    if (this.#ended.has(connection.principal.grant.id)) this.#cut(connection, 'signInNeeded');
    else this.#review(connection);
    return () => {
      this.#open.delete(connection);
    };
  }

  /** Somebody was tagged, returned a tag or was removed: to be told of every entry of every live board. */
  boardChanged(entries: readonly Entry[]): void {
    const tickets = new Set<string>();
    for (const { events } of entries) {
      for (const event of events) {
        if (event.type === 'tagEnded' || event.type === 'ticketErased') tickets.add(event.ticketId);
      }
    }
    if (tickets.size === 0) return;
    for (const connection of [...this.#open]) {
      if (connection.ticketId !== undefined && tickets.has(connection.ticketId)) this.#review(connection);
    }
  }

  close(): void {
    for (const stop of this.#stops) stop();
    this.#open.clear();
  }

  #review(connection: LiveConnection): void {
    const person = this.#ports.people.state.people.get(connection.principal.person.id);
    if (!person || person.left) this.#cut(connection, 'signInNeeded');
    else if (!connection.mayStay(person)) this.#cut(connection, 'notAllowed');
  }

  #endGrants(entries: readonly Entry<AccessEvent>[]): void {
    const now = this.#ports.clock.now().getTime();
    for (const { events } of entries) {
      for (const event of events) for (const id of endedBy(event)) this.#ended.set(id, now);
    }
    for (const connection of [...this.#open]) {
      if (this.#ended.has(connection.principal.grant.id)) this.#cut(connection, 'signInNeeded');
    }
  }

  #endExpired(): void {
    const now = this.#ports.clock.now();
    for (const [id, at] of this.#ended) if (at < now.getTime() - rememberEndedMs) this.#ended.delete(id);
    for (const connection of [...this.#open]) {
      const { expiresAt } = connection.principal.grant;
      if (expiresAt !== null && expiresAt <= now.toISOString()) this.#cut(connection, 'signInNeeded');
    }
  }

  #cut(connection: LiveConnection, why: 'signInNeeded' | 'notAllowed'): void {
    this.#open.delete(connection);
    connection.cut(why);
  }
}

function endedBy(event: AccessEvent): readonly string[] {
  if (event.type === 'sessionsEnded') return event.sessions;
  return event.type === 'tokenRevoked' ? [event.token] : [];
}
