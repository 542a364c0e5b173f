import { Refusal } from '../../../shared/domain/refusals.ts';
import { type SessionReply, signInSchema } from '../../../shared/protocol/http.ts';
import { protocolVersion } from '../../../shared/protocol/version.ts';
import { signIn, signOut } from '../../commands/signIn.ts';
import { sessionCookie, sessionSecretOf } from '../sessionCookie.ts';
import { route } from './route.ts';

export const sessionRoutes = [
  route({
    method: 'get',
    path: '/session',
    summary: 'Who I am, and what a first screen needs',
    access: 'anyone',
    reply: 'SessionReply',
    handle: async (inside, { request }): Promise<SessionReply> => {
      const person = (await inside.whoIs(request)) ?? null;
      // On loopback anybody may continue as anybody; elsewhere a stranger learns no names.
      const visible = person !== null || inside.origins.loopback;
      const people = visible ? [...inside.people.state.people.values()] : [];
      return { person, people, protocol: protocolVersion, developer: inside.developer };
    },
  }),
  route({
    method: 'post',
    path: '/session',
    summary: 'Sign in by name, on loopback only',
    access: 'anyone',
    body: signInSchema,
    reply: 'SessionReply',
    handle: async (inside, { body, response }): Promise<SessionReply> => {
      const { people, store, clock, newId, origins } = inside;
      if (!origins.loopback) throw new Refusal('notAllowed', { reason: 'Sign-in by name works on loopback only.' });
      const { person, secret, expiresAt } = await signIn({ people, sessions: store.sessions, clock, newId }, body.name);
      const secure = origins.publicUrl?.protocol === 'https:';
      response.setHeader('set-cookie', sessionCookie(secret, { expires: expiresAt, secure }));
      const everybody = [...people.state.people.values()];
      return { person, people: everybody, protocol: protocolVersion, developer: inside.developer };
    },
  }),
  route({
    method: 'delete',
    path: '/session',
    summary: 'Sign out',
    access: 'anyone',
    reply: 'nothing',
    handle: async ({ store, origins }, { request, response }) => {
      const secret = sessionSecretOf(request);
      if (secret !== undefined) await signOut({ sessions: store.sessions }, secret);
      const secure = origins.publicUrl?.protocol === 'https:';
      response.setHeader('set-cookie', sessionCookie('', { expires: new Date(0), secure }));
      return {};
    },
  }),
];
