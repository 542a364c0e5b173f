import type { RemoveGuest, ReturnTag, TagPerson } from '../commands.ts';
import type { BoardEvent } from '../events.ts';
import type { PersonId } from '../person.ts';
import { Refusal } from '../refusals.ts';
import { type Tag, type TagEnd, type Ticket, openTagOf } from '../ticket.ts';
import { type Decision, ticketIn } from './context.ts';

export const tagPerson: Decision<TagPerson> = (board, { ticketId, person, ask }, { person: by, at, commandId }) => {
  if (openTagOf(ticketIn(board, ticketId), person)) return [];
  return [{ type: 'personTagged', ticketId, tag: { id: commandId, person, by: by.id, at, ask } }];
};

export const returnTag: Decision<ReturnTag> = (board, { ticketId }, { person }) =>
  ended(ticketIn(board, ticketId), person.id, 'returned');

export const removeGuest: Decision<RemoveGuest> = (board, { ticketId, person }) =>
  ended(ticketIn(board, ticketId), person, 'removed');

/** Whoever leaves the room also leaves the swarm. */
function ended(ticket: Ticket, person: PersonId, how: TagEnd): BoardEvent[] {
  const tag: Tag | undefined = openTagOf(ticket, person);
  if (!tag) throw new Refusal('notTagged', { ticketId: ticket.id, person });
  const ticketId = ticket.id;
  const stay = ticket.swarm.find((one) => one.person === person);
  const left: BoardEvent[] = stay ? [{ type: 'swarmLeft', ticketId, person, joinedAt: stay.joinedAt }] : [];
  return [...left, { type: 'tagEnded', ticketId, tagId: tag.id, person, how }];
}
