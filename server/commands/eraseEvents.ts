import { createHash } from 'node:crypto';
import { foldedName } from '../../shared/domain/customer.ts';
import {
  erasedBrief,
  erasedCustomerName,
  erasedDecline,
  erasedPin,
  erasedTag,
  erasedText,
  erasedTicket,
} from '../../shared/domain/erase.ts';
import type { Entry } from '../../shared/domain/entry.ts';
import type { BoardEvent, TicketEvent } from '../../shared/domain/events.ts';
import type { Ticket, TicketChanges, TicketId } from '../../shared/domain/ticket.ts';

/** What has to be gone. */
export interface Erasure {
  /** Tickets of which everything up to a seq has to be gone. */
  readonly tickets: ReadonlyMap<TicketId, number>;
  /** What the customer is called, folded; other tickets that named it once only lose the name. */
  readonly names: ReadonlySet<string>;
  /** Somebody of this house, whose id tells nothing of a customer. */
  readonly isPerson: (id: string) => boolean;
}

/**
 * Pure: the events of an entry with nothing left that tells of the customer. Times, people, types, ids, columns and
 * states stay, so that measures still count. Doing it again changes nothing.
 */
export function erasedEvents({ seq, events }: Entry, erasure: Erasure): readonly BoardEvent[] {
  return events.map((event) => {
    if (!('ticketId' in event)) return event;
    const through = erasure.tickets.get(event.ticketId) ?? 0;
    return seq <= through ? erasedEvent(event, erasure) : unnamed(event, erasure);
  });
}

/** The tickets that were erased in these entries. */
export function erasedIn(entries: readonly Entry[]): readonly TicketId[] {
  const events = entries.flatMap((entry) => entry.events);
  return events.flatMap((event) => (event.type === 'ticketErased' ? [event.ticketId] : []));
}

/** Whether a text has one of the names in it, as whole words. */
export function speaksOf(text: string, names: ReadonlySet<string>): boolean {
  const spoken = words(text);
  return [...names].some((name) => spoken.includes(words(name)));
}

function words(text: string): string {
  return ` ${foldedName(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()} `;
}

function erasedEvent(event: TicketEvent & { by?: string }, erasure: Erasure): BoardEvent {
  const { by } = event;
  const pseudonym = by === undefined || erasure.isPerson(by) ? {} : { by: pseudonymOf(by) };
  return { ...erasedContent(event, erasure), ...pseudonym };
}

function erasedContent(event: TicketEvent, { names }: Erasure): BoardEvent {
  switch (event.type) {
    case 'ticketOpened': {
      const ticket = withoutNames(erasedTicket(event.ticket as Ticket), names);
      return { ...event, ticket, description: erasedUnlessEmpty(event.description) };
    }
    case 'ticketRecalled':
      return { ...event, ticket: withoutNames(erasedTicket(event.ticket), names) };
    case 'ticketEdited':
      return {
        ...event,
        changes: erasedChanges(event.changes, names),
        ...(event.description !== undefined && { description: erasedUnlessEmpty(event.description) }),
      };
    case 'tagRaised':
      return { ...event, tag: erasedTag(event.tag), brief: erasedBrief(event.brief) };
    case 'tagDeclined':
      return { ...event, decline: erasedDecline(event.decline) };
    case 'tagAnswered':
      return { ...event, answer: erasedText };
    case 'tagEnded':
      return { ...event, ...(event.coaching !== undefined && { coaching: erasedText }) };
    case 'handRaised':
      return { ...event, hand: { ...event.hand, what: erasedText } };
    case 'bugSuspected':
      return { ...event, bug: { ...event.bug, why: erasedText } };
    case 'momentPinned':
      return { ...event, pin: erasedPin(event.pin) };
    case 'messagePosted':
      return { ...event, message: { ...event.message, text: erasedText } };
    case 'workRecorded': {
      const { details, ...rest } = event;
      return { ...rest, activity: erasedText, ...(details && { details: {} }) };
    }
    case 'ticketMoved':
    case 'ownerChanged':
    case 'swarmJoined':
    case 'swarmLeft':
    case 'contributionMade':
    case 'tagNudged':
    case 'tagPassedOn':
    case 'tagAccepted':
    case 'tagJoined':
    case 'helpOffered':
    case 'handLowered':
    case 'playStarted':
    case 'playChanged':
    case 'playEnded':
    case 'ticketRouted':
    case 'bugCleared':
    case 'momentUnpinned':
    case 'ticketErased':
    case 'historyReplaced':
      return event;
  }
}

function erasedChanges(changes: TicketChanges, names: ReadonlySet<string>): TicketChanges {
  return {
    ...withoutNames(changes, names),
    ...(changes.title !== undefined && { title: erasedText }),
    ...(changes.customer !== undefined && { customer: erasedCustomerName }),
    ...(changes.requester !== undefined && { requester: erasedText }),
    ...(changes.intents !== undefined && { intents: [] }),
  };
}

/** Segment and product are kept to count by, unless somebody wrote the customer into them. */
export function withoutNames<T extends Pick<TicketChanges, 'segment' | 'product'>>(
  told: T,
  names: ReadonlySet<string>,
): T {
  const { segment, product } = told;
  return {
    ...told,
    ...(segment !== undefined && speaksOf(segment, names) && { segment: erasedText }),
    ...(product !== undefined && speaksOf(product, names) && { product: erasedText }),
  };
}

/** A ticket that now is somebody else's: only whose it was once is taken out. */
function unnamed(event: TicketEvent, { names }: Erasure): BoardEvent {
  const isOne = (customer: string | undefined) => customer !== undefined && names.has(foldedName(customer));
  switch (event.type) {
    case 'ticketOpened':
      return isOne(event.ticket.customer)
        ? { ...event, ticket: { ...event.ticket, customer: erasedCustomerName } }
        : event;
    case 'ticketRecalled':
      return isOne(event.ticket.customer)
        ? { ...event, ticket: { ...event.ticket, customer: erasedCustomerName } }
        : event;
    case 'ticketEdited':
      return isOne(event.changes.customer)
        ? { ...event, changes: { ...event.changes, customer: erasedCustomerName } }
        : event;
    default:
      return event;
  }
}

function erasedUnlessEmpty(text: string): string {
  return text === '' ? '' : erasedText;
}

/** An imported history may name the customer's people; who is who can still be told apart, but not who they are. */
function pseudonymOf(name: string): string {
  if (/^\[erased [0-9a-f]{8}\]$/.test(name)) return name;
  return `[erased ${createHash('sha256').update(name).digest('hex').slice(0, 8)}]`;
}
