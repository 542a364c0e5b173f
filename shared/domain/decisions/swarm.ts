import type { AssignOwner, JoinSwarm, LeaveSwarm } from '../commands.ts';
import { Refusal } from '../refusals.ts';
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
  return [{ type: 'swarmLeft', ticketId, person: person.id, joinedAt: stay.joinedAt }];
};
