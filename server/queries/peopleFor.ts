import type { AnyEntry } from '../../shared/domain/entry.ts';
import type { BoardEvent } from '../../shared/domain/events.ts';
import { can } from '../../shared/domain/permissions.ts';
import type { Person, PersonId } from '../../shared/domain/person.ts';
import type { RunningPlay } from '../../shared/domain/play.ts';
import type { Ticket } from '../../shared/domain/ticket.ts';
import type { Boards } from '../boards/boards.ts';
import type { People } from '../boards/people.ts';
import type { Log } from '../ports/log.ts';
import { roomsOf } from './rooms.ts';
import { suspectedOn } from './shadowQueue.ts';

interface Ports {
  readonly people: People;
  readonly boards: Boards;
  readonly log: Log;
}

/**
 * Everybody a person may know of, as they may know them: all, for who reads boards; else those who occur on the tickets
 * they are tagged on or may take from the shadow queue. E-mail addresses are for who manages people, and one's own.
 */
export async function peopleFor(ports: Ports, person: Person): Promise<readonly Person[]> {
  return asSeenBy(ports.people, person, await acquaintancesOf(ports, person));
}

/** Whom a guest may know of; 'everybody' for all others. */
export type Acquaintances = 'everybody' | ReadonlySet<PersonId>;

export async function acquaintancesOf({ boards, log }: Omit<Ports, 'people'>, person: Person): Promise<Acquaintances> {
  if (knowsEverybody(person)) return 'everybody';
  const known = new Set<PersonId>([person.id]);
  const suspected = can(person, 'workShadowQueue') ? await suspectedOn(boards) : [];
  for (const { ticket, board } of [...(await roomsOf({ boards }, person)), ...suspected]) {
    for (const id of peopleOn(ticket)) known.add(id);
    for (const entry of await log.ofTicket(board.id, ticket.id)) {
      for (const id of peopleIn(entry, ticket.id)) known.add(id);
    }
  }
  return known;
}

export function knowsEverybody(person: Person): boolean {
  return can(person, 'readBoards') || can(person, 'managePeople');
}

/** The people of the organisation as this person may see them. */
export function asSeenBy({ state }: People, person: Person, known: Acquaintances): readonly Person[] {
  const seesEmail = can(person, 'managePeople');
  const seen: Person[] = [];
  for (const one of state.people.values()) {
    if (known !== 'everybody' && !known.has(one.id)) continue;
    seen.push(seesEmail || one.id === person.id ? one : withoutEmail(one));
  }
  return seen;
}

export function withoutEmail(person: Person): Person {
  const rest: { -readonly [K in keyof Person]: Person[K] } = { ...person };
  delete rest.email;
  return rest;
}

/** Who is on a ticket now. */
export function peopleOn({ owner, swarm, tags = [], hand, play, bug }: Ticket): PersonId[] {
  return [
    ...(owner === null ? [] : [owner]),
    ...swarm.map(({ person }) => person),
    ...tags.flatMap(({ asked, by, declined }) => [by, ...asked, ...declined.map(({ person }) => person)]),
    ...(hand ? [hand.by, ...hand.offers.map(({ person }) => person)] : []),
    ...[play?.by, play?.lead, play?.communicator, bug?.by].filter((person) => person !== undefined),
  ];
}

/** Whoever an entry names in what it says about a ticket; nobody when it says nothing about it. */
export function peopleIn(entry: AnyEntry, ticketId: string): PersonId[] {
  const events = entry.events.filter(
    (event): event is BoardEvent & { ticketId: string } => 'ticketId' in event && event.ticketId === ticketId,
  );
  if (events.length === 0) return [];
  return [entry.person, ...events.flatMap(namedIn)];
}

function namedIn(event: BoardEvent): PersonId[] {
  const by = event.by === undefined ? [] : [event.by];
  switch (event.type) {
    case 'ownerChanged':
      return event.owner === null ? by : [...by, event.owner];
    case 'tagEnded':
      return [...by, ...event.people];
    case 'tagRaised':
      return [...by, event.tag.by, ...event.tag.asked];
    case 'tagPassedOn':
      return [...by, ...event.asked];
    case 'tagDeclined': {
      const { person, suggested } = event.decline;
      return [...by, person, ...(suggested === undefined ? [] : [suggested])];
    }
    case 'playStarted':
      return [...by, ...rolesIn(event.play)];
    case 'playChanged':
      return [...by, ...rolesIn(event.changes)];
    case 'ticketRecalled':
      return [...by, ...peopleOn(event.ticket)];
    default:
      return 'person' in event ? [...by, event.person] : by;
  }
}

function rolesIn({ lead, communicator }: Partial<RunningPlay>): PersonId[] {
  return [lead, communicator].filter((person) => person !== undefined);
}
