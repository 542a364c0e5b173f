import { missingFrom } from '../brief.ts';
import type { BoardEvent } from '../events.ts';
import { Refusal } from '../refusals.ts';
import type {
  AcceptTag,
  AnswerTag,
  DeclineTag,
  RaiseTag,
  RemoveGuest,
  ReturnTag,
  TakeBug,
  WithdrawTag,
} from '../swarmCommands.ts';
import { type Tag, type TagEnd, type TagTarget, holderOf, openTagOf, tagIn } from '../tag.ts';
import type { Ticket } from '../ticket.ts';
import { type Context, type Decision, ticketIn } from './context.ts';

const nothingYet = { problem: '', impact: '', steps: [], evidence: [], hypotheses: [] };

export const raiseTag: Decision<RaiseTag> = (board, command, context) => {
  const ticket = ticketIn(board, command.ticketId);
  const { target, ask, neededBy, blocked = false } = command;
  const missing = missingNow(context);
  if (missing.length > 0 && !blocked) throw new Refusal('evidenceMissing', { missing });
  const tag: Tag = {
    ...raised(target, ask, context),
    missing,
    ...(neededBy !== undefined && { neededBy }),
    ...(blocked && { waived: 'customerBlocked' }),
  };
  return [{ type: 'tagRaised', ticketId: ticket.id, tag, brief: { ...(context.settled?.brief ?? nothingYet), ask } }];
};

export const acceptTag: Decision<AcceptTag> = (board, { ticketId, tagId }, { person }) => {
  const tag = askedIn(ticketIn(board, ticketId), tagId, person.id);
  if (tag.state !== 'raised') return [];
  return [{ type: 'tagAccepted', ticketId, tagId, person: person.id }];
};

export const declineTag: Decision<DeclineTag> = (board, command, { person, at }) => {
  const { ticketId, tagId, reason, note, suggest } = command;
  const ticket = ticketIn(board, ticketId);
  const tag = askedIn(ticket, tagId, person.id);
  const decline = {
    ...{ person: person.id, at, reason },
    ...(note !== undefined && { note }),
    ...(suggest !== undefined && { suggested: suggest }),
  };
  const declined: BoardEvent = { type: 'tagDeclined', ticketId, tagId, decline };
  const isLast = suggest === undefined && tag.asked.every((one) => one === person.id);
  return [...leaving(ticket, person.id), declined, ...(isLast ? [ended(ticket, tag, 'declined')] : [])];
};

export const answerTag: Decision<AnswerTag> = (board, { ticketId, tagId, answer }, { person }) => {
  heldIn(ticketIn(board, ticketId), tagId, person.id);
  return [{ type: 'tagAnswered', ticketId, tagId, person: person.id, answer }];
};

export const returnTag: Decision<ReturnTag> = (board, command, { person }) => {
  const { ticketId, tagId, coaching, generalistCapable } = command;
  const ticket = ticketIn(board, ticketId);
  const tag = heldIn(ticket, tagId, person.id);
  const learnt = {
    ...(coaching !== undefined && { coaching }),
    ...(generalistCapable !== undefined && { generalistCapable }),
  };
  return [...leaving(ticket, person.id), { ...ended(ticket, tag, 'returned'), ...learnt }];
};

export const withdrawTag: Decision<WithdrawTag> = (board, { ticketId, tagId }) => {
  const ticket = ticketIn(board, ticketId);
  const tag = tagIn(ticket, tagId);
  if (!tag) throw new Refusal('tagNotOpen', { ticketId, tagId });
  return [...tag.asked.flatMap((person) => leaving(ticket, person)), ended(ticket, tag, 'withdrawn')];
};

export const removeGuest: Decision<RemoveGuest> = (board, { ticketId, person }) => {
  const ticket = ticketIn(board, ticketId);
  const tags = (ticket.tags ?? []).filter(({ asked }) => asked.includes(person));
  if (tags.length === 0) throw new Refusal('notTagged', { ticketId, person });
  const events = tags.map((tag): BoardEvent => {
    const others = tag.asked.filter((one) => one !== person);
    if (others.length === 0) return ended(ticket, tag, 'removed');
    return { type: 'tagPassedOn', ticketId, tagId: tag.id, asked: others, why: 'declined' };
  });
  return [...leaving(ticket, person), ...events];
};

export const takeBug: Decision<TakeBug> = (board, { ticketId }, context) => {
  const ticket = ticketIn(board, ticketId);
  if (!ticket.bug) throw new Refusal('notSuspectedBug', { ticketId });
  const { person } = context;
  if (openTagOf(ticket, person.id)) return [];
  const ask = ticket.bug.why;
  const tag: Tag = {
    ...raised({ kind: 'line', line: 'L3' }, ask, context),
    asked: [person.id],
    missing: missingNow(context),
    waived: 'shadowQueue',
  };
  const brief = { ...(context.settled?.brief ?? nothingYet), ask };
  return [
    { type: 'tagRaised', ticketId, tag, brief },
    { type: 'tagAccepted', ticketId, tagId: tag.id, person: person.id },
  ];
};

function raised(target: TagTarget, ask: string, { person, at, commandId, settled }: Context): Omit<Tag, 'missing'> {
  const asked = settled?.asked ?? (target.kind === 'person' ? [target.person] : []);
  const charter = settled?.charter?.version ?? 0;
  return { id: commandId, target, by: person.id, at, ask, state: 'raised', asked, askedAt: at, declined: [], charter };
}

function missingNow({ settled }: Context) {
  return settled?.brief ? missingFrom(settled.brief, settled.required ?? []) : [];
}

function askedIn(ticket: Ticket, tagId: string, person: string): Tag {
  const tag = tagIn(ticket, tagId);
  if (!tag?.asked.includes(person)) throw new Refusal('tagNotOpen', { ticketId: ticket.id, tagId });
  return tag;
}

function heldIn(ticket: Ticket, tagId: string, person: string): Tag {
  const tag = askedIn(ticket, tagId, person);
  if (holderOf(tag) !== person) throw new Refusal('tagNotAccepted', { ticketId: ticket.id, tagId });
  return tag;
}

/** Whoever leaves the room also leaves the swarm. */
function leaving(ticket: Ticket, person: string): BoardEvent[] {
  const stay = ticket.swarm.find((one) => one.person === person);
  if (!stay) return [];
  return [{ type: 'swarmLeft', ticketId: ticket.id, ...stay }];
}

function ended({ id: ticketId }: Ticket, { id, asked }: Tag, how: TagEnd) {
  return { type: 'tagEnded', ticketId, tagId: id, how, people: asked } as const;
}
