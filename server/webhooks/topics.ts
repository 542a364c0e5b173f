import type { Entry } from '../../shared/domain/entry.ts';
import type { BoardEvent, TicketEvent } from '../../shared/domain/events.ts';
import { reduceTicket } from '../../shared/domain/reduce.ts';
import { type Ticket, type TicketId, isDone } from '../../shared/domain/ticket.ts';
import type { WebhookTopic } from '../../shared/protocol/machines.ts';

/** Something that happened to a ticket, as a webhook tells it. */
export interface Occurrence {
  readonly topic: WebhookTopic;
  /** The ticket right after it. */
  readonly ticket: Ticket;
  readonly at: string;
  /** A person's id. */
  readonly by: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/**
 * Pure: what an entry means to those outside, in order. `before` holds the tickets it touches as they were. Imported and
 * sample histories happened earlier and elsewhere: they are not told.
 */
export function occurrencesOf(entry: Entry, before: ReadonlyMap<TicketId, Ticket>): Occurrence[] {
  const tickets = new Map(before);
  const occurrences: Occurrence[] = [];
  for (const event of entry.events) {
    if (!isOfTicket(event)) continue;
    const was = tickets.get(event.ticketId);
    const ticket = reduceTicket(was, event, { at: event.at ?? entry.at, seq: entry.seq });
    if (!ticket) continue;
    tickets.set(ticket.id, ticket);
    if (event.at !== undefined) continue;
    for (const { topic, data } of meaningsOf(event, was, ticket)) {
      occurrences.push({ topic, ticket, at: entry.at, by: entry.person, data });
    }
  }
  return occurrences;
}

/** The tickets that the events of an entry are about. */
export function ticketsIn(entry: Entry): TicketId[] {
  return [...new Set(entry.events.filter(isOfTicket).map(({ ticketId }) => ticketId))];
}

type Meaning = Pick<Occurrence, 'topic' | 'data'>;

function meaningsOf(event: TicketEvent, was: Ticket | undefined, ticket: Ticket): Meaning[] {
  switch (event.type) {
    case 'ticketOpened':
      return [{ topic: 'ticket.opened', data: { description: event.description } }];
    case 'ticketEdited': {
      const { changes, description } = event;
      return [{ topic: 'ticket.edited', data: { changes, ...(description !== undefined && { description }) } }];
    }
    case 'ticketMoved':
      return moved(was, ticket);
    case 'ownerChanged':
      return [{ topic: 'ticket.owner_changed', data: { owner: event.owner, previousOwner: was?.owner ?? null } }];
    case 'messagePosted':
      return [{ topic: 'ticket.message_posted', data: { message: told(event.message) } }];
    default:
      return tagMeanings(event);
  }
}

/** What people answer each other stays in the house, as their notes do. */
function tagMeanings(event: TicketEvent): Meaning[] {
  switch (event.type) {
    case 'tagRaised': {
      const { id, target, asked, ask, waived = null } = event.tag;
      return [{ topic: 'ticket.person_tagged', data: { tag: id, target, asked, ask, waived } }];
    }
    case 'tagAccepted':
      return [{ topic: 'ticket.tag_accepted', data: { tag: event.tagId, person: event.person } }];
    case 'tagDeclined': {
      const { person, reason, suggested = null } = event.decline;
      return [{ topic: 'ticket.tag_declined', data: { tag: event.tagId, person, reason, suggested } }];
    }
    case 'tagAnswered':
      return [{ topic: 'ticket.tag_answered', data: { tag: event.tagId, person: event.person } }];
    case 'tagEnded':
      return [{ topic: 'ticket.tag_ended', data: { tag: event.tagId, people: event.people, how: event.how } }];
    default:
      return [];
  }
}

function moved(was: Ticket | undefined, ticket: Ticket): Meaning[] {
  const { columnId, state } = ticket;
  const previous = { previousColumnId: was?.columnId ?? null, previousState: was?.state ?? null };
  const data = { columnId, state, ...previous };
  const topics: WebhookTopic[] = was?.columnId === columnId ? [] : ['ticket.moved'];
  return [...topics, ...turned(was, ticket)].map((topic) => ({ topic, data }));
}

function turned(was: Ticket | undefined, { state }: Ticket): WebhookTopic[] {
  const wasDone = was !== undefined && isDone(was.state);
  if (wasDone === isDone(state)) return [];
  return [wasDone ? 'ticket.reopened' : 'ticket.resolved'];
}

/** What the team says among itself stays in the house: only that it was said is told. */
function told(message: Extract<TicketEvent, { type: 'messagePosted' }>['message']) {
  return message.audience === 'internal' ? { ...message, text: null } : message;
}

function isOfTicket(event: BoardEvent): event is Extract<BoardEvent, { ticketId: string }> {
  return 'ticketId' in event;
}
