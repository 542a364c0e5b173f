import type { Command } from '../../shared/domain/commands.ts';
import type { BoardEvent } from '../../shared/domain/events.ts';
import type { PersonId } from '../../shared/domain/person.ts';
import { Refusal } from '../../shared/domain/refusals.ts';
import { type Tag, holderOf, tagIn } from '../../shared/domain/tag.ts';
import type { Ticket } from '../../shared/domain/ticket.ts';
import type { Log } from '../ports/log.ts';

interface Deed {
  readonly board: string;
  readonly person: PersonId;
  readonly command: Command;
  readonly ticket: Ticket | undefined;
}

/** Whoever was asked by this very tag hears why they cannot answer it any more; to all others there is nothing. */
export async function tooLate(log: Log, { board, person, command, ticket }: Deed): Promise<Refusal | undefined> {
  if (command.type !== 'acceptTag' && command.type !== 'declineTag') return undefined;
  const { ticketId, tagId } = command;
  const entries = await log.ofTicket(board, ticketId);
  const events = entries.flatMap((entry) => entry.events as readonly BoardEvent[]);
  if (!events.some((event) => isAsking(event, tagId, person))) return undefined;
  return new Refusal(whyNot(ticket && tagIn(ticket, tagId)), { ticketId, tagId });
}

function isAsking(event: BoardEvent, tagId: string, person: PersonId): boolean {
  if (event.type === 'tagRaised') return event.tag.id === tagId && event.tag.asked.includes(person);
  return event.type === 'tagPassedOn' && event.tagId === tagId && event.asked.includes(person);
}

function whyNot(tag: Tag | undefined) {
  if (!tag) return 'tagOver';
  return holderOf(tag) === undefined ? 'tagNotOpen' : 'tagTaken';
}
