import type { RemoveView, SaveView } from '../commands.ts';
import type { ClearBug, PinMoment, SuspectBug, UnpinMoment } from '../swarmCommands.ts';
import { type Decision, ticketIn } from './context.ts';

export const suspectBug: Decision<SuspectBug> = (board, { ticketId, why }, { person, at }) => {
  ticketIn(board, ticketId);
  return [{ type: 'bugSuspected', ticketId, bug: { by: person.id, at, why } }];
};

export const clearBug: Decision<ClearBug> = (board, { ticketId }) =>
  ticketIn(board, ticketId).bug ? [{ type: 'bugCleared', ticketId }] : [];

export const pinMoment: Decision<PinMoment> = (board, { ticketId, moment, note }, { person, at }) => {
  ticketIn(board, ticketId);
  const pin = { moment, by: person.id, at, ...(note !== undefined && { note }) };
  return [{ type: 'momentPinned', ticketId, pin }];
};

export const unpinMoment: Decision<UnpinMoment> = (board, { ticketId, moment }) => {
  const { pins = [] } = ticketIn(board, ticketId);
  return pins.some((pin) => pin.moment === moment) ? [{ type: 'momentUnpinned', ticketId, moment }] : [];
};

export const saveView: Decision<SaveView> = (_board, { viewId, title, filter }, { commandId }) => [
  { type: 'viewSaved', view: { id: viewId ?? commandId, title, filter } },
];

export const removeView: Decision<RemoveView> = (board, { viewId }) =>
  (board.views ?? []).some(({ id }) => id === viewId) ? [{ type: 'viewRemoved', viewId }] : [];
