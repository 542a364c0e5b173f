import type { AssignOwner, JoinSwarm, LeaveSwarm } from '../commands.ts';
import { type Hand, handLowered } from '../hand.ts';
import { distinctTerms } from '../matching.ts';
import { Refusal } from '../refusals.ts';
import type { LowerHand, OfferHelp, RaiseHand } from '../swarmCommands.ts';
import { type Decision, ticketIn } from './context.ts';
import { joiningByTag } from './tagSteps.ts';

export const assignOwner: Decision<AssignOwner> = (board, { ticketId, owner }) => {
  const ticket = ticketIn(board, ticketId);
  if (ticket.owner === owner) return [];
  return [{ type: 'ownerChanged', ticketId, owner }];
};

export const joinSwarm: Decision<JoinSwarm> = (board, { ticketId }, { person }) => {
  const ticket = ticketIn(board, ticketId);
  if (ticket.swarm.some((stay) => stay.person === person.id)) return [];
  return [{ type: 'swarmJoined', ticketId, person: person.id }, ...joiningByTag(ticket, person.id)];
};

export const leaveSwarm: Decision<LeaveSwarm> = (board, { ticketId }, { person }) => {
  const stay = ticketIn(board, ticketId).swarm.find((one) => one.person === person.id);
  if (!stay) throw new Refusal('notInSwarm', { ticketId });
  return [{ type: 'swarmLeft', ticketId, ...stay }];
};

/** Whoever raises it again says it anew; those who have offered meanwhile stay. */
export const raiseHand: Decision<RaiseHand> = (board, { ticketId, what, neededBy, skills = [] }, { person, at }) => {
  const { hand: before } = ticketIn(board, ticketId);
  const hand: Hand = {
    by: person.id,
    at: before?.by === person.id ? before.at : at,
    what,
    ...(neededBy !== undefined && { neededBy }),
    skills: distinctTerms(skills),
    offers: before?.offers.filter((offer) => offer.person !== person.id) ?? [],
  };
  return [{ type: 'handRaised', ticketId, hand }];
};

export const lowerHand: Decision<LowerHand> = (board, { ticketId }) => {
  const { hand } = ticketIn(board, ticketId);
  return hand ? [handLowered(ticketId, hand)] : [];
};

/** Whoever offers is in the swarm from then on; the owner stays who they are. */
export const offerHelp: Decision<OfferHelp> = (board, { ticketId }, context) => {
  const { hand } = ticketIn(board, ticketId);
  if (!hand) throw new Refusal('noHandRaised', { ticketId });
  const person = context.person.id;
  if (hand.by === person) throw new Refusal('ownHand', { ticketId });
  const joined = joinSwarm(board, { type: 'joinSwarm', ticketId }, context);
  if (hand.offers.some((offer) => offer.person === person)) return joined;
  return [{ type: 'helpOffered', ticketId, person }, ...joined];
};
