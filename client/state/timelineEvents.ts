import type { PostMessage } from '../../shared/domain/commands.ts';
import type { Entry } from '../../shared/domain/entry.ts';
import type { TicketId } from '../../shared/domain/ticket.ts';
import type { TimelineEvent } from '../../shared/protocol/http.ts';
import type { QueuedCommand } from '../connection/queue.ts';

/** A message on its way to the server. */
export interface PendingMessage {
  readonly id: string;
  readonly at: string;
  readonly command: PostMessage;
}

/** The events of one ticket in an entry, as the server's timeline would tell them. */
export function eventsOf(entry: Entry, ticketId: TicketId): TimelineEvent[] {
  return entry.events.flatMap((event, index) => {
    if (!('ticketId' in event) || event.ticketId !== ticketId || event.type === 'ticketRecalled') return [];
    const { at = entry.at, by = entry.person } = event;
    return [{ id: `${String(entry.seq)}.${String(index)}`, at, by, event }];
  });
}

export function unknownIn(events: readonly TimelineEvent[], known: readonly TimelineEvent[]): TimelineEvent[] {
  const ids = new Set(known.map(({ id }) => id));
  return events.filter(({ id }) => !ids.has(id));
}

/** What came live while an answer was on its way stays; all else is as the answer says. */
export function merged(answer: readonly TimelineEvent[], live: readonly TimelineEvent[]): TimelineEvent[] {
  const last = lastSeq(answer);
  const later = unknownIn(live, answer).filter((event) => seqOf(event) > last);
  return inOrder([...answer, ...later]);
}

/** With what the investigation says now in the place of what it said when the timeline was read. */
export function withInvestigation(
  events: readonly TimelineEvent[],
  moments: readonly TimelineEvent[],
): readonly TimelineEvent[] {
  return inOrder([...events.filter((event) => seqOf(event) > 0), ...moments]);
}

function inOrder(events: readonly TimelineEvent[]): TimelineEvent[] {
  return [...events].sort((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));
}

/** What this person wrote to a ticket that its timeline does not have yet. A message's id is that of its command. */
export function pendingIn(
  queued: readonly QueuedCommand[],
  ticketId: TicketId,
  events: readonly TimelineEvent[],
): PendingMessage[] {
  const posted = new Set(events.map(({ event }) => (event.type === 'messagePosted' ? event.message.id : '')));
  return queued.flatMap(({ id, askedAt, command }) =>
    command.type === 'postMessage' && command.ticketId === ticketId && !posted.has(id)
      ? [{ id, at: askedAt, command }]
      : [],
  );
}

/** The latest entry that any of these comes from; 0 for none. */
export function lastSeq(events: readonly TimelineEvent[]): number {
  return events.reduce((last, event) => Math.max(last, seqOf(event)), 0);
}

/** 0 for what happened in the investigation, which no entry tells. */
function seqOf({ id }: TimelineEvent): number {
  return Number(id.split('.', 1)[0]);
}
