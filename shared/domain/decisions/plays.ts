import type { BoardEvent } from '../events.ts';
import { Refusal } from '../refusals.ts';
import type { ChangePlay, EndPlay, StartPlay } from '../swarmCommands.ts';
import { type Decision, ticketIn } from './context.ts';

const minutesUnlessSet = 60;

export const startPlay: Decision<StartPlay> = (board, command, { person, at, settled }) => {
  const { ticketId, play: kind, lead, communicator } = command;
  ticketIn(board, ticketId);
  const endsAt = later(at, command.minutes ?? settled?.play?.minutes ?? minutesUnlessSet);
  const roles = { ...(lead !== undefined && { lead }), ...(communicator !== undefined && { communicator }) };
  return [{ type: 'playStarted', ticketId, play: { kind, by: person.id, at, endsAt, ...roles } }];
};

export const changePlay: Decision<ChangePlay> = (board, { ticketId, minutes, lead, communicator }, { at }) => {
  if (!ticketIn(board, ticketId).play) throw new Refusal('noPlay', { ticketId });
  const changes = {
    ...(minutes !== undefined && { endsAt: later(at, minutes) }),
    ...(lead !== undefined && { lead }),
    ...(communicator !== undefined && { communicator }),
  };
  const changed: BoardEvent = { type: 'playChanged', ticketId, changes };
  return Object.keys(changes).length === 0 ? [] : [changed];
};

export const endPlay: Decision<EndPlay> = (board, { ticketId }) =>
  ticketIn(board, ticketId).play ? [{ type: 'playEnded', ticketId }] : [];

function later(at: string, minutes: number): string {
  return new Date(Date.parse(at) + minutes * 60_000).toISOString();
}
