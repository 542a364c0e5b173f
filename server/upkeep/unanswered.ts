import { availabilityOf } from '../../shared/domain/availability.ts';
import { type Organisation, charterOf } from '../../shared/domain/organisation.ts';
import type { PersonId } from '../../shared/domain/person.ts';
import { type Tag, everAsked } from '../../shared/domain/tag.ts';
import { type Ticket, isDone } from '../../shared/domain/ticket.ts';
import { answerableFrom, askedAfter } from '../rotas/askedByTag.ts';
import type { Chore, Job } from './keeper.ts';

const minuteMs = 60_000;

/**
 * Tags that nobody accepts, after the minutes that the charter says: whoever is asked is reminded, then the next on duty
 * is asked. Where there is nobody else, they stay asked and are reminded again and again; the tag is listed as unanswered.
 */
export function unanswered(organisation: () => Organisation): Job {
  return ({ tickets }, now) =>
    [...tickets.values()]
      .filter(({ state }) => !isDone(state))
      .flatMap((ticket) => (ticket.tags ?? []).map((tag) => ({ ticket, tag })))
      .filter(({ tag }) => tag.state === 'raised')
      .flatMap(({ ticket, tag }) => dueOf(organisation(), { ticket, tag, now }) ?? []);
}

interface Waiting {
  readonly ticket: Ticket;
  readonly tag: Tag;
  readonly now: Date;
}

function dueOf(organisation: Organisation, waiting: Waiting): Chore | undefined {
  const { tag, now } = waiting;
  if (tag.asked.length === 0) return passingOn(organisation, waiting);
  const { nudgeAfter, nextAfter } = charterOf(organisation).unanswered;
  const waitedAtMost = minutesBetween(tag.askedAt, now);
  // Looking at rotas costs more than looking at a clock.
  if (waitedAtMost < Math.min(nudgeAfter, nextAfter)) return undefined;
  const waited = minutesBetween(answerableFrom(organisation, tag).toISOString(), now);
  const next = waited >= nextAfter ? passingOn(organisation, waiting) : undefined;
  if (next) return next;
  const nudgedAt = tag.nudgedAt !== undefined && tag.nudgedAt >= tag.askedAt ? tag.nudgedAt : undefined;
  if (nudgedAt === undefined) return waited >= nudgeAfter ? nudge(waiting) : undefined;
  return minutesBetween(nudgedAt, now) >= nextAfter ? nudge(waiting) : undefined;
}

function passingOn(organisation: Organisation, { ticket, tag, now }: Waiting): Chore | undefined {
  const next = nextOnDuty(organisation, tag, now);
  if (next.length === 0) return undefined;
  return {
    commandId: `next:${tag.id}:${String(everAsked(tag).length)}:${tag.askedAt}`,
    events: [{ type: 'tagPassedOn', ticketId: ticket.id, tagId: tag.id, asked: next, why: 'unanswered' }],
  };
}

/** Nobody is asked instead of whoever is on duty because they will be tomorrow, or is woken because no rota says who is. */
function nextOnDuty(organisation: Organisation, tag: Tag, now: Date): readonly PersonId[] {
  const { people, onDuty, nextFrom } = askedAfter(organisation, tag, { at: now });
  if (onDuty) return people;
  if (nextFrom !== null) return [];
  return people.filter((id) => availabilityOf(organisation.people.get(id)?.profile, now) !== 'quietHours');
}

function nudge({ ticket, tag }: Waiting): Chore {
  const since = tag.nudgedAt !== undefined && tag.nudgedAt > tag.askedAt ? tag.nudgedAt : tag.askedAt;
  return {
    commandId: `nudge:${tag.id}:${since}`,
    events: [{ type: 'tagNudged', ticketId: ticket.id, tagId: tag.id }],
  };
}

function minutesBetween(from: string, to: Date): number {
  return (to.getTime() - Date.parse(from)) / minuteMs;
}
