import { type Around, type Turn, meaningOf } from './notificationMeanings.ts';
import type { NotificationTopic } from './notification.ts';
import type { Entry } from './entry.ts';
import type { BoardEvent, TicketEvent } from './events.ts';
import { can } from './permissions.ts';
import type { Person, PersonId } from './person.ts';
import { reduceTicket } from './reduce.ts';
import type { Ticket, TicketId } from './ticket.ts';

/** Somebody is to be told something. */
export interface Notice {
  readonly person: PersonId;
  readonly topic: NotificationTopic;
  /** The ticket right after the entry. */
  readonly ticket: Ticket;
  readonly at: string;
  readonly by: PersonId;
  /** What happened, as a sentence without the ticket. */
  readonly text: string;
  readonly isUrgent: boolean;
  /** The tag that it is about. */
  readonly tagId?: string;
}

/**
 * Pure: whom an entry concerns, and how; once per person and ticket. Not whoever did it, no machines, nobody who left and
 * nobody who may not read the ticket. Imported and sample histories happened earlier and elsewhere: nobody is told.
 */
export function noticesOf(entry: Entry, around: Around): Notice[] {
  const turns = turnsOf(entry, around.before);
  const after = new Map(turns.map(({ now }) => [now.id, now]));
  const notices = new Map<string, Notice>();
  for (const turn of turns.filter(({ event }) => event.at === undefined)) {
    const ticket = after.get(turn.now.id) ?? turn.now;
    const by = turn.event.by ?? entry.person;
    const told = meaningOf({ ...turn, now: ticket, by }, around).flatMap(({ people, ...told }) =>
      people.map((person): Notice => ({ ...told, person, ticket, at: entry.at, by })),
    );
    for (const notice of told) {
      const place = `${notice.person} ${ticket.id}`;
      const isOwnDoing = notice.person === by || notice.person === entry.person;
      if (isOwnDoing || !mayBeTold(around.people.get(notice.person), ticket)) continue;
      if (notices.get(place)?.topic !== 'tagged') notices.set(place, notice);
    }
  }
  return [...notices.values()];
}

/** A person who can be told of this ticket. */
export function mayBeTold(person: Person | undefined, ticket: Pick<Ticket, 'tags' | 'bug'>): boolean {
  if (!person || person.left || person.simulated || person.preset === 'machine') return false;
  return can(person, 'readTicket', { ticket });
}

const telling: ReadonlySet<BoardEvent['type']> = new Set<BoardEvent['type']>([
  ...(['tagRaised', 'tagNudged', 'tagPassedOn', 'tagAccepted', 'tagDeclined', 'tagAnswered', 'tagEnded'] as const),
  ...(['handRaised', 'helpOffered', 'ownerChanged', 'ticketOpened', 'messagePosted', 'playStarted'] as const),
]);

/** Whether an entry can concern anybody at all: most do not, and need no looking up. */
export function mayConcern({ events }: Pick<Entry, 'events'>): boolean {
  return events.some(({ type, at }) => at === undefined && telling.has(type));
}

/** Each event about a ticket, with the ticket before and after it. */
function turnsOf(entry: Entry, before: ReadonlyMap<TicketId, Ticket>): Omit<Turn, 'by'>[] {
  const tickets = new Map(before);
  return entry.events.flatMap((event) => {
    if (!isOfTicket(event)) return [];
    const was = tickets.get(event.ticketId);
    const now = reduceTicket(was, event, { at: event.at ?? entry.at, seq: entry.seq });
    if (!now) return [];
    tickets.set(now.id, now);
    return [{ event, was, now }];
  });
}

function isOfTicket(event: BoardEvent): event is TicketEvent & { at?: string; by?: string } {
  return 'ticketId' in event;
}
