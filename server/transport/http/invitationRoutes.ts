import {
  type InvitationMade,
  type InvitationSeen,
  type InvitationsReply,
  type SessionReply,
  acceptInvitationSchema,
  invitationSchema,
  invitationSecretSchema,
} from '../../../shared/protocol/people.ts';
import { acceptInvitation } from '../../commands/invitationAccept.ts';
import { listInvitations, lookAtInvitation, withdrawInvitation } from '../../commands/invitations.ts';
import { invite } from '../../commands/invite.ts';
import { accountPorts } from '../signInDoor.ts';
import { admit, sessionReply } from './admit.ts';
import { publicBase } from './publicBase.ts';
import { param, route } from './route.ts';

export const invitationRoutes = [
  route({
    method: 'post',
    path: '/invitations',
    summary: 'Make a one-time link to join with, or to set somebody’s password anew',
    access: 'managePeople',
    body: invitationSchema,
    reply: 'InvitationMade',
    handle: async (inside, call): Promise<InvitationMade> => {
      const { invitation, secret } = await invite(accountPorts(inside), call.actor(), call.body);
      return { invitation, link: `${publicBase(call.request, inside.origins)}/join#${secret}` };
    },
  }),
  route({
    method: 'get',
    path: '/invitations',
    summary: 'Links that are still good, latest first',
    access: 'managePeople',
    reply: 'InvitationsReply',
    handle: async (inside): Promise<InvitationsReply> => ({
      invitations: await listInvitations(accountPorts(inside)),
    }),
  }),
  route({
    method: 'delete',
    path: '/invitations/:invitation',
    summary: 'Withdraw a link',
    access: 'managePeople',
    reply: '{ withdrawn }',
    handle: async (inside, call) => {
      await withdrawInvitation(accountPorts(inside), call.actor(), param(call, 'invitation'));
      return { withdrawn: true };
    },
  }),
  route({
    method: 'post',
    path: '/invitations/look',
    summary: 'What a link is for, for whoever holds it',
    access: 'anyone',
    body: invitationSecretSchema,
    reply: 'InvitationSeen',
    handle: async (inside, { body, entrance }): Promise<InvitationSeen> => {
      const { limits, provider } = inside.signIn;
      const look = () => lookAtInvitation(accountPorts(inside), body.secret, provider?.name ?? null);
      return limits.withLink(entrance.address ?? '', look);
    },
  }),
  route({
    method: 'post',
    path: '/invitations/accept',
    summary: 'Make the account, or set the password, that a link is for, and sign in',
    access: 'anyone',
    body: acceptInvitationSchema,
    reply: 'SessionReply',
    handle: async (inside, call): Promise<SessionReply> => {
      const { body, entrance } = call;
      const accept = () => acceptInvitation(accountPorts(inside), { ...body, entrance });
      const person = await inside.signIn.limits.withLink(entrance.address ?? '', accept);
      await admit(inside, call, { person, method: 'invitation' });
      return sessionReply(inside, call, person);
    },
  }),
];
