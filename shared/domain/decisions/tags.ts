import { briefClipped, missingFrom } from '../brief.ts';
import type { BoardEvent } from '../events.ts';
import type { PersonId } from '../person.ts';
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
import { type Decline, type Tag, type TagEnd, type TagTarget, heldBy, holderOf, isSameTarget, tagIn } from '../tag.ts';
import type { Ticket } from '../ticket.ts';
import { type Context, type Decision, ticketIn } from './context.ts';
import { accepted, joined } from './tagSteps.ts';

const nothingYet = { problem: '', impact: '', steps: [], evidence: [], hypotheses: [] };

/** Asking the very same target again before it has answered is no second tag. */
export const raiseTag: Decision<RaiseTag> = (board, command, context) => {
  const ticket = ticketIn(board, command.ticketId);
  const { target, ask, neededBy, blocked = false } = command;
  if (ticket.tags?.some((tag) => tag.state !== 'answered' && isSameTarget(tag.target, target))) return [];
  const missing = missingNow(context);
  assertMayRaise(missing, blocked, context);
  const tag: Tag = {
    ...raised(target, ask, context),
    missing,
    ...(neededBy !== undefined && { neededBy }),
    ...(blocked && { waived: 'customerBlocked' }),
  };
  return [{ type: 'tagRaised', ticketId: ticket.id, tag, brief: frozen(ask, context) }];
};

export const acceptTag: Decision<AcceptTag> = (board, { ticketId, tagId }, { person }) => {
  const ticket = ticketIn(board, ticketId);
  const tag = askedIn(ticket, tagId, person.id);
  if (tag.state !== 'raised') return [];
  return [accepted(ticket, tag, person.id), ...(isIn(ticket, person.id) ? [joined(ticket, tag, person.id)] : [])];
};

/** With the last one who was asked, the next on duty is; when there is none, that was the end of it. */
export const declineTag: Decision<DeclineTag> = (board, command, context) => {
  const { ticketId, tagId, suggest } = command;
  const { person, settled } = context;
  const ticket = ticketIn(board, ticketId);
  const tag = askedIn(ticket, tagId, person.id);
  if (tag.state === 'answered') throw new Refusal('tagAnswered', { ticketId, tagId });
  if (suggest === person.id) throw new Refusal('invalidInput', { reason: 'Suggest somebody else.' });
  const declined: BoardEvent = { type: 'tagDeclined', ticketId, tagId, decline: declineOf(command, context) };
  const events = [...leaving(ticket, tag, person.id), declined];
  if (suggest !== undefined || tag.asked.some((one) => one !== person.id)) return events;
  const next = (settled?.asked ?? []).filter((one) => one !== person.id);
  if (next.length === 0) return [...events, ended(ticket, tag, 'declined')];
  return [...events, { type: 'tagPassedOn', ticketId, tagId, asked: next, why: 'declined' }];
};

function declineOf({ reason, note, suggest }: DeclineTag, { person, at }: Context): Decline {
  return {
    ...{ person: person.id, at, reason },
    ...(note !== undefined && { note }),
    ...(suggest !== undefined && { suggested: suggest }),
  };
}

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
  return [...leaving(ticket, tag, person.id), { ...ended(ticket, tag, 'returned'), ...learnt }];
};

export const withdrawTag: Decision<WithdrawTag> = (board, { ticketId, tagId }) => {
  const ticket = ticketIn(board, ticketId);
  const tag = tagIn(ticket, tagId);
  if (!tag) throw new Refusal('tagNotOpen', { ticketId, tagId });
  return [...tag.asked.flatMap((person) => leaving(ticket, tag, person)), ended(ticket, tag, 'withdrawn')];
};

export const removeGuest: Decision<RemoveGuest> = (board, { ticketId, person }) => {
  const ticket = ticketIn(board, ticketId);
  const tags = (ticket.tags ?? []).filter(({ asked }) => asked.includes(person));
  if (tags.length === 0) throw new Refusal('notTagged', { ticketId, person });
  const events = tags.map((tag): BoardEvent => {
    const others = tag.asked.filter((one) => one !== person);
    if (others.length === 0) return ended(ticket, tag, 'removed');
    return { type: 'tagPassedOn', ticketId, tagId: tag.id, asked: others, why: 'removed' };
  });
  return [...outOfSwarm(ticket, person), ...events];
};

/** Whoever takes a suspected bug accepts the tag that asks them already, or one that comes to be with it. */
export const takeBug: Decision<TakeBug> = (board, { ticketId }, context) => {
  const ticket = ticketIn(board, ticketId);
  const { person } = context;
  if (!ticket.bug) throw new Refusal('notSuspectedBug', { ticketId });
  if (heldBy(ticket, person.id).length > 0) return [];
  const asking = ticket.tags?.findLast(({ asked }) => asked.includes(person.id));
  if (asking) return acceptTag(board, { type: 'acceptTag', ticketId, tagId: asking.id }, context);
  const ask = ticket.bug.why;
  const tag: Tag = {
    ...raised({ kind: 'line', line: 'L3' }, ask, context),
    asked: [person.id],
    missing: missingNow(context),
    waived: 'shadowQueue',
  };
  const coming = isIn(ticket, person.id) ? [joined(ticket, tag, person.id)] : [];
  const raisedNow: BoardEvent = { type: 'tagRaised', ticketId, tag, brief: frozen(ask, context) };
  return [raisedNow, accepted(ticket, tag, person.id), ...coming];
};

function assertMayRaise(missing: Tag['missing'], blocked: boolean, { settled = {} }: Context): void {
  const { required = [], charter } = settled;
  const mayWaive = charter?.jump.allowed ?? true;
  if (blocked && !mayWaive) {
    const rule = charter?.jump.rule;
    throw new Refusal('evidenceMissing', { missing, required, mayWaive, reason: 'jumpNotAllowed', rule });
  }
  if (!blocked && missing.length > 0) throw new Refusal('evidenceMissing', { missing, required, mayWaive });
}

function raised(target: TagTarget, ask: string, { person, at, commandId, settled }: Context): Omit<Tag, 'missing'> {
  const asked = settled?.asked ?? (target.kind === 'person' ? [target.person] : []);
  const charter = settled?.charter?.version ?? 0;
  return { id: commandId, target, by: person.id, at, ask, state: 'raised', asked, askedAt: at, declined: [], charter };
}

/** Of all there is, not only of what fits into the brief. */
function missingNow({ settled }: Context) {
  return settled?.brief ? missingFrom(settled.brief, settled.required ?? []) : [];
}

function frozen(ask: string, { settled }: Context) {
  return { ...briefClipped(settled?.brief ?? nothingYet), ask };
}

function askedIn(ticket: Ticket, tagId: string, person: PersonId): Tag {
  const tag = tagIn(ticket, tagId);
  if (!tag?.asked.includes(person)) throw new Refusal('tagNotOpen', { ticketId: ticket.id, tagId });
  return tag;
}

function heldIn(ticket: Ticket, tagId: string, person: PersonId): Tag {
  const tag = askedIn(ticket, tagId, person);
  if (holderOf(tag) !== person) throw new Refusal('tagNotAccepted', { ticketId: ticket.id, tagId });
  return tag;
}

/** Whoever gives back the last tag they have taken up leaves the swarm with it; they join it by taking one up. */
function leaving(ticket: Ticket, tag: Tag, person: PersonId): BoardEvent[] {
  const held = heldBy(ticket, person);
  return held.length === 1 && held[0]?.id === tag.id ? outOfSwarm(ticket, person) : [];
}

function outOfSwarm(ticket: Ticket, person: PersonId): BoardEvent[] {
  const stay = ticket.swarm.find((one) => one.person === person);
  return stay ? [{ type: 'swarmLeft', ticketId: ticket.id, ...stay }] : [];
}

function isIn({ swarm }: Ticket, person: PersonId): boolean {
  return swarm.some((stay) => stay.person === person);
}

function ended({ id: ticketId }: Ticket, { id, asked }: Tag, how: TagEnd) {
  return { type: 'tagEnded', ticketId, tagId: id, how, people: asked } as const;
}
