import type { RemoveView, SaveView } from '../commands.ts';
import { Refusal } from '../refusals.ts';
import { mostViews } from '../savedView.ts';
import type { ClearBug, PinMoment, SuspectBug, UnpinMoment } from '../swarmCommands.ts';
import { type Pin, mostPins } from '../ticket.ts';
import { type Decision, ticketIn } from './context.ts';

export const suspectBug: Decision<SuspectBug> = (board, { ticketId, why }, { person, at }) => {
  const { bug } = ticketIn(board, ticketId);
  if (bug?.why === why) return [];
  return [{ type: 'bugSuspected', ticketId, bug: { by: person.id, at, why } }];
};

export const clearBug: Decision<ClearBug> = (board, { ticketId }) =>
  ticketIn(board, ticketId).bug ? [{ type: 'bugCleared', ticketId }] : [];

/** Pinning what is pinned already changes its note, and who says so. */
export const pinMoment: Decision<PinMoment> = (board, { ticketId, moment, note }, { person, at }) => {
  const { pins = [] } = ticketIn(board, ticketId);
  const before = pins.find((pin) => pin.moment === moment);
  if (before && before.note === note) return [];
  if (!before && pins.length >= mostPins) throw new Refusal('tooManyPins', { most: mostPins });
  const pin: Pin = { moment, by: person.id, at, ...(note !== undefined && { note }) };
  return [{ type: 'momentPinned', ticketId, pin }];
};

export const unpinMoment: Decision<UnpinMoment> = (board, { ticketId, moment }) => {
  const { pins = [] } = ticketIn(board, ticketId);
  return pins.some((pin) => pin.moment === moment) ? [{ type: 'momentUnpinned', ticketId, moment }] : [];
};

/** With the id of a view that is gone, it is back. */
export const saveView: Decision<SaveView> = (board, { viewId, title, filter }, { commandId }) => {
  const { views = [] } = board;
  const id = viewId ?? commandId;
  const before = views.find((view) => view.id === id);
  if (before?.title === title && before.filter === filter) return [];
  if (!before && views.length >= mostViews) throw new Refusal('tooManyViews', { most: mostViews });
  return [{ type: 'viewSaved', view: { id, title, filter } }];
};

export const removeView: Decision<RemoveView> = (board, { viewId }) =>
  (board.views ?? []).some(({ id }) => id === viewId) ? [{ type: 'viewRemoved', viewId }] : [];
