import type { AssignOwner, JoinSwarm, LeaveSwarm } from '../commands.ts';
import { Refusal } from '../refusals.ts';
import type { LowerHand, OfferHelp, RaiseHand } from '../swarmCommands.ts';
import { type Decision, ticketIn } from './context.ts';

export const assignOwner: Decision<AssignOwner> = (board, { ticketId, owner }) => {
  const ticket = ticketIn(board, ticketId);
  if (ticket.owner === owner) return [];
  return [{ type: 'ownerChanged', ticketId, owner }];
};

export const joinSwarm: Decision<JoinSwarm> = (board, { ticketId }, { person }) => {
  const ticket = ticketIn(board, ticketId);
  if (ticket.swarm.some((stay) => stay.person === person.id)) return [];
  return [{ type: 'swarmJoined', ticketId, person: person.id }];
};

export const leaveSwarm: Decision<LeaveSwarm> = (board, { ticketId }, { person }) => {
  const stay = ticketIn(board, ticketId).swarm.find((one) => one.person === person.id);
  if (!stay) throw new Refusal('notInSwarm', { ticketId });
  return [{ type: 'swarmLeft', ticketId, ...stay }];
};

export const raiseHand: Decision<RaiseHand> = (board, { ticketId, what, neededBy, skills = [] }, { person, at }) => {
  ticketIn(board, ticketId);
  const hand = { by: person.id, at, what, skills, offers: [], ...(neededBy !== undefined && { neededBy }) };
  return [{ type: 'handRaised', ticketId, hand }];
};

export const lowerHand: Decision<LowerHand> = (board, { ticketId }) => {
  const { hand } = ticketIn(board, ticketId);
  if (!hand) return [];
  return [{ type: 'handLowered', ticketId, how: hand.offers.length > 0 ? 'helped' : 'withdrawn' }];
};

export const offerHelp: Decision<OfferHelp> = (board, { ticketId }, context) => {
  const { hand } = ticketIn(board, ticketId);
  if (!hand) throw new Refusal('noHandRaised', { ticketId });
  const person = context.person.id;
  const joined = joinSwarm(board, { type: 'joinSwarm', ticketId }, context);
  if (hand.offers.some((offer) => offer.person === person)) return joined;
  return [{ type: 'helpOffered', ticketId, person }, ...joined];
};
