import { briefClipped, missingFrom } from '../brief.ts';
import type { BoardEvent } from '../events.ts';
import type { PersonId } from '../person.ts';
import type { PlayKind, RunningPlay } from '../play.ts';
import { Refusal } from '../refusals.ts';
import type { ChangePlay, EndPlay, StartPlay } from '../swarmCommands.ts';
import type { Tag } from '../tag.ts';
import type { Ticket } from '../ticket.ts';
import { type Context, type Decision, ticketIn } from './context.ts';

const minutesUnlessSet = 60;
const nothingYet = { problem: '', impact: '', steps: [], evidence: [], hypotheses: [] };

/** One at a time on a ticket; starting the one that is on again changes nothing. Severity 1 pulls in whoever is on call. */
export const startPlay: Decision<StartPlay> = (board, command, context) => {
  const { ticketId, play: kind } = command;
  const { person, at, settled } = context;
  const ticket = ticketIn(board, ticketId);
  if (ticket.play?.kind === kind) return [];
  assertMayStart(ticket, kind, context);
  const endsAt = later(at, command.minutes ?? settled?.play?.minutes ?? minutesUnlessSet);
  const play: RunningPlay = { kind, by: person.id, at, endsAt, ...rolesOf(ticket, command, person.id) };
  const pulledIn = kind === 'severity1' ? pullingIn(ticket, context) : [];
  return [{ type: 'playStarted', ticketId, play }, ...pulledIn];
};

export const changePlay: Decision<ChangePlay> = (board, { ticketId, minutes, lead, communicator }, { at }) => {
  const { play } = ticketIn(board, ticketId);
  if (!play) throw new Refusal('noPlay', { ticketId });
  const changes = {
    ...(minutes !== undefined && { endsAt: later(at, minutes) }),
    ...(lead !== undefined && lead !== play.lead && { lead }),
    ...(communicator !== undefined && communicator !== play.communicator && { communicator }),
  };
  const changed: BoardEvent = { type: 'playChanged', ticketId, changes };
  return Object.keys(changes).length === 0 ? [] : [changed];
};

export const endPlay: Decision<EndPlay> = (board, { ticketId }) =>
  ticketIn(board, ticketId).play ? [{ type: 'playEnded', ticketId }] : [];

function assertMayStart({ id: ticketId, play }: Ticket, kind: PlayKind, { settled }: Context): void {
  if (play) throw new Refusal('playRunning', { ticketId, play: play.kind });
  if (settled?.play?.isOn === false) throw new Refusal('playOff', { play: kind });
}

/** Whoever starts a severity 1 leads it, and the owner speaks, unless others are named. */
function rolesOf({ owner }: Ticket, { play, lead, communicator }: StartPlay, starter: PersonId) {
  const isSevere = play === 'severity1';
  const leads = lead ?? (isSevere ? starter : undefined);
  const speaks = communicator ?? (isSevere ? (owner ?? undefined) : undefined);
  return { ...(leads !== undefined && { lead: leads }), ...(speaks !== undefined && { communicator: speaks }) };
}

/** Nobody is asked who asks, or who has to do with the ticket already. */
function pullingIn(ticket: Ticket, { person, at, commandId, settled = {} }: Context): BoardEvent[] {
  const there = new Set([
    person.id,
    ticket.owner,
    ...ticket.swarm.map((stay) => stay.person),
    ...(ticket.tags ?? []).flatMap((tag) => tag.asked),
  ]);
  const asked = (settled.asked ?? []).filter((one) => !there.has(one));
  if (asked.length === 0) return [];
  const ask = 'Severity 1: come in and help.';
  const tag: Tag = {
    ...{ id: commandId, target: { kind: 'line', line: 'L3' }, by: person.id, at, ask, state: 'raised' },
    ...{ asked, askedAt: at, declined: [], charter: settled.charter?.version ?? 0 },
    missing: settled.brief ? missingFrom(settled.brief, settled.required ?? []) : [],
    waived: 'severity1',
  };
  const brief = { ...briefClipped(settled.brief ?? nothingYet), ask };
  return [{ type: 'tagRaised', ticketId: ticket.id, tag, brief }];
}

function later(at: string, minutes: number): string {
  return new Date(Date.parse(at) + minutes * 60_000).toISOString();
}
