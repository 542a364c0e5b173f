import {
  type AvatarReply,
  type PeopleReply,
  type SessionsReply,
  personChangeSchema,
  profileSchema,
} from '../../../shared/protocol/people.ts';
import { Refusal } from '../../../shared/domain/refusals.ts';
import { changePerson } from '../../commands/peopleChange.ts';
import { changeProfile, removeAvatar, setAvatar } from '../../commands/peopleProfile.ts';
import { assertMayGive } from '../../commands/peopleRights.ts';
import { endSession, endSessionsOf } from '../../commands/sessionsEnd.ts';
import { listPeople } from '../../queries/listPeople.ts';
import { listSessions } from '../../queries/listSessions.ts';
import type { Inside } from '../doors.ts';
import { accountPorts } from '../signInDoor.ts';
import { type Call, param, route } from './route.ts';

export const peopleRoutes = [
  route({
    method: 'get',
    path: '/people',
    summary: 'Everybody I may know of, by name; who manages people also sees how they sign in',
    access: 'person',
    reply: 'PeopleReply',
    handle: async (inside, { person }): Promise<PeopleReply> => {
      const ports = { ...accountPorts(inside), boards: inside.boards, log: inside.store.log };
      return { people: await listPeople(ports, person()) };
    },
  }),
  route({
    method: 'post',
    path: '/people/:person',
    summary: 'Change a person, what they may do, or whether they are still here',
    access: 'managePeople',
    body: personChangeSchema,
    reply: '{ person }',
    handle: async (inside, call) => {
      const wanted = { person: param(call, 'person'), change: call.body, byName: inside.developer };
      return { person: await changePerson(accountPorts(inside), call.actor(), wanted) };
    },
  }),
  route({
    method: 'post',
    path: '/people/:person/profile',
    summary: 'Change a profile: one’s own, or anybody’s for who manages people',
    access: 'person',
    body: profileSchema,
    reply: '{ person }',
    handle: async (inside, call) => {
      const wanted = { person: param(call, 'person'), profile: call.body };
      return { person: await changeProfile(inside, call.actor(), wanted) };
    },
  }),
  route({
    method: 'post',
    path: '/people/:person/avatar',
    summary: 'Set a picture: the bytes of a PNG, JPEG, GIF or WebP image of at most 1 MB',
    access: 'person',
    body: 'bytes',
    reply: 'AvatarReply',
    handle: async (inside, call): Promise<AvatarReply> => {
      // Without a body there are no bytes but an empty object.
      const bytes = call.body instanceof Uint8Array ? call.body : new Uint8Array();
      const ports = { ...inside, blobs: inside.store.blobs };
      return { person: await setAvatar(ports, call.actor(), { person: param(call, 'person'), bytes }) };
    },
  }),
  route({
    method: 'delete',
    path: '/people/:person/avatar',
    summary: 'Remove a picture',
    access: 'person',
    reply: 'AvatarReply',
    handle: async (inside, call): Promise<AvatarReply> => {
      const ports = { ...inside, blobs: inside.store.blobs };
      return { person: await removeAvatar(ports, call.actor(), param(call, 'person')) };
    },
  }),
  route({
    method: 'get',
    path: '/people/:person/sessions',
    summary: 'Where somebody is signed in, latest seen first',
    access: 'managePeople',
    reply: 'SessionsReply',
    handle: async (inside, call): Promise<SessionsReply> => {
      const current = call.principal().grant.id;
      return { sessions: await listSessions(accountPorts(inside), managed(inside, call), current) };
    },
  }),
  route({
    method: 'delete',
    path: '/people/:person/sessions',
    summary: 'Sign somebody out everywhere',
    access: 'managePeople',
    reply: '{ ended }',
    handle: async (inside, call) => {
      const person = managed(inside, call);
      return { ended: await endSessionsOf(accountPorts(inside), call.actor(), { person }) };
    },
  }),
  route({
    method: 'delete',
    path: '/people/:person/sessions/:session',
    summary: 'End one of somebody’s sessions',
    access: 'managePeople',
    reply: '{ ended }',
    handle: async (inside, call) => {
      const ending = { person: managed(inside, call), session: param(call, 'session') };
      await endSession(accountPorts(inside), call.actor(), ending);
      return { ended: 1 };
    },
  }),
];

/** Somebody there is, and who may do nothing that the asker may not do too. */
function managed({ people }: Inside, call: Call): string {
  const id = param(call, 'person');
  const person = people.state.people.get(id);
  if (!person) throw new Refusal('personNotFound', { person: id });
  assertMayGive(call.person(), person);
  return id;
}
