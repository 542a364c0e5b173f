import { Refusal } from '../../../shared/domain/refusals.ts';
import type { Person } from '../../../shared/domain/person.ts';
import { type SessionReply, developerSignInSchema } from '../../../shared/protocol/people.ts';
import { protocolVersion } from '../../../shared/protocol/version.ts';
import { personNamed, startSession } from '../../commands/signIn.ts';
import type { Inside } from '../doors.ts';
import { sessionCookie } from '../sessionCookie.ts';
import { route } from './route.ts';

export const sessionRoutes = [
  route({
    method: 'get',
    path: '/session',
    summary: 'Who I am, and what a first screen needs',
    access: 'anyone',
    reply: 'SessionReply',
    handle: async (inside, { request }) => sessionReply(inside, (await inside.whoIs(request))?.person ?? null),
  }),
  route({
    method: 'post',
    path: '/session/developer',
    summary: 'Sign in by name, on a developer’s server only',
    access: 'anyone',
    body: developerSignInSchema,
    reply: 'SessionReply',
    handle: async (inside, { body, request, response, entrance }): Promise<SessionReply> => {
      if (!inside.developer) throw new Refusal('notFound');
      const ports = { ...inside, sessions: inside.store.sessions };
      const person = await personNamed(ports, body);
      const browser = request.get('user-agent') ?? '';
      const { secret, expiresAt } = await startSession(ports, { person, entrance }, { method: 'developer', browser });
      const secure = inside.origins.publicUrl?.protocol === 'https:';
      response.setHeader('set-cookie', sessionCookie(secret, { expires: expiresAt, secure }));
      return sessionReply(inside, person);
    },
  }),
];

function sessionReply(inside: Inside, person: Person | null): SessionReply {
  return {
    person,
    people: person ? [...inside.people.state.people.values()] : [],
    protocol: protocolVersion,
    developer: inside.developer,
    signIn: { firstAdmin: null, provider: null },
  };
}
