import type { Board } from '../../shared/domain/board.ts';
import type { Entry } from '../../shared/domain/entry.ts';
import type { AccessEvent, OrganisationEvent } from '../../shared/domain/events.ts';
import type { Person } from '../../shared/domain/person.ts';
import { touchedTickets } from '../../shared/domain/reduce.ts';
import { changesWhoIsIn } from '../../shared/domain/roomEvents.ts';
import type { Ticket, TicketId } from '../../shared/domain/ticket.ts';
import type { People } from '../boards/people.ts';
import type { Clock } from '../ports/clock.ts';
import type { AccessEvents } from './accessEvents.ts';
import type { Principal } from './principal.ts';

/** Something that stays open: a socket, a subscription, a document. It is cut as soon as it may no longer be. */
export interface LiveConnection {
  readonly principal: Principal;
  /**
   * Asked after every change of people and of its ticket's tags; the person is as they are now, and so is the ticket once
   * its tags have changed since this was entered: it may have left the memory of its board.
   */
  readonly mayStay: (person: Person, ticket?: Ticket) => boolean;
  readonly cut: (why: 'signInNeeded' | 'notAllowed') => void;
  /** Asked again when tags of this ticket change; none: only when people change. */
  readonly ticketId?: string;
}

interface Ports {
  readonly people: People;
  readonly accessEvents: AccessEvents;
  readonly clock: Clock;
}

const lookEveryMs = 500;
/** How long a connection may take from being let in to being entered here. */
const rememberEndedMs = 60_000;

/** Everything that is open on this server, so that what is revoked anywhere ends here within a second or two. */
export class LiveAccess {
  readonly #ports: Ports;
  /** With their tickets, as far as the tags of those have changed since. */
  readonly #open = new Map<LiveConnection, Ticket | undefined>();
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
      ports.people.listen((entries) => {
        if (entries.some(isAboutPeople)) this.#reviewAll();
      }),
    ];
  }

  /** Returns how to leave. Cuts at once what was revoked while it was being opened. */
  enter(connection: LiveConnection): () => void {
    this.#open.set(connection, undefined);
    if (this.#ended.has(connection.principal.grant.id)) this.#cut(connection, 'signInNeeded');
    else this.#review(connection);
    return () => {
      this.#open.delete(connection);
    };
  }

  /** Somebody was tagged, returned a tag or was removed: to be told of every entry of every live board. */
  boardChanged(entries: readonly Entry[], before: Board): void {
    const retagged = entries.flatMap(({ events }) => events.flatMap(retaggedBy));
    if (retagged.length === 0) return;
    const touched = touchedTickets(before, entries);
    for (const [connection] of [...this.#open]) {
      const { ticketId } = connection;
      if (ticketId === undefined || !retagged.includes(ticketId)) continue;
      this.#open.set(connection, touched.get(ticketId));
      this.#review(connection);
    }
  }

  close(): void {
    for (const stop of this.#stops) stop();
    this.#open.clear();
  }

  #reviewAll(): void {
    for (const [connection] of [...this.#open]) this.#review(connection);
  }

  #review(connection: LiveConnection): void {
    const person = this.#ports.people.state.people.get(connection.principal.person.id);
    if (!person || person.left) this.#cut(connection, 'signInNeeded');
    else if (!connection.mayStay(person, this.#open.get(connection))) this.#cut(connection, 'notAllowed');
  }

  #endGrants(entries: readonly Entry<AccessEvent>[]): void {
    const ended = entries.flatMap(({ events }) => events.flatMap(endedBy));
    if (ended.length === 0) return;
    const now = this.#ports.clock.now().getTime();
    for (const id of ended) this.#ended.set(id, now);
    for (const [connection] of [...this.#open]) {
      if (this.#ended.has(connection.principal.grant.id)) this.#cut(connection, 'signInNeeded');
    }
  }

  #endExpired(): void {
    const now = this.#ports.clock.now();
    const nowIso = now.toISOString();
    for (const [id, at] of this.#ended) if (at < now.getTime() - rememberEndedMs) this.#ended.delete(id);
    for (const [connection] of [...this.#open]) {
      const { expiresAt } = connection.principal.grant;
      if (expiresAt !== null && expiresAt <= nowIso) this.#cut(connection, 'signInNeeded');
    }
  }

  /** Cutting one may have closed others of the same client. */
  #cut(connection: LiveConnection, why: 'signInNeeded' | 'notAllowed'): void {
    if (this.#open.delete(connection)) connection.cut(why);
  }
}

function isAboutPeople({ events }: Entry<OrganisationEvent>): boolean {
  return events.some(({ type }) => type === 'personAdded' || type === 'personChanged');
}

function endedBy(event: AccessEvent): readonly string[] {
  if (event.type === 'sessionsEnded') return event.sessions;
  return event.type === 'tokenRevoked' ? [event.token] : [];
}

function retaggedBy(event: Entry['events'][number]): TicketId[] {
  return changesWhoIsIn(event) ? [event.ticketId] : [];
}
