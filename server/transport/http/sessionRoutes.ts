import { Refusal } from '../../../shared/domain/refusals.ts';
import {
  type SessionReply,
  type SessionsReply,
  developerSignInSchema,
  endSessionsSchema,
  firstAdminSchema,
  passwordChangeSchema,
  signInSchema,
} from '../../../shared/protocol/people.ts';
import { personWithEmail } from '../../commands/accountAdd.ts';
import { isFirstAdminSecret, isFirstStart, makeFirstAdmin } from '../../commands/firstAdmin.ts';
import { isPasswordOf, setPassword } from '../../commands/passwordChange.ts';
import { personByPassword } from '../../commands/passwordSignIn.ts';
import { endSession, endSessionsOf } from '../../commands/sessionsEnd.ts';
import { personNamed } from '../../commands/signIn.ts';
import { listSessions } from '../../queries/listSessions.ts';
import type { Principal } from '../../access/principal.ts';
import { overHttps } from '../cookies.ts';
import { deviceOf } from '../deviceCookie.ts';
import { accountPorts } from '../signInDoor.ts';
import { admit, dismiss, sessionReply } from './admit.ts';
import { isFromThisMachine } from './firstVisit.ts';
import { type Call, param, route } from './route.ts';

export const sessionRoutes = [
  route({
    method: 'get',
    path: '/session',
    summary: 'Who I am, and what a first screen needs',
    access: 'anyone',
    reply: 'SessionReply',
    handle: async (inside, call) => sessionReply(inside, call, (await inside.whoIs(call.request))?.person ?? null),
  }),
  route({
    method: 'post',
    path: '/session',
    summary: 'Sign in with e-mail address and password',
    access: 'anyone',
    body: signInSchema,
    reply: 'SessionReply',
    handle: async (inside, call): Promise<SessionReply> => {
      const { email } = call.body;
      const holder = personWithEmail(inside.people.state.people.values(), email);
      const jar = { secrets: inside.secrets, secure: overHttps(inside.origins) };
      const device = deviceOf(call.request, holder?.id, jar);
      const attempt = { account: email, address: call.entrance.address ?? '', device };
      const person = await inside.signIn.limits.signIn(attempt, () =>
        personByPassword(accountPorts(inside), call.body),
      );
      if (!person) throw new Refusal('signInFailed');
      await admit(inside, call, { person, method: 'password' });
      return sessionReply(inside, call, person);
    },
  }),
  route({
    method: 'delete',
    path: '/session',
    summary: 'Sign out',
    access: 'anyone',
    reply: 'SessionReply',
    handle: async (inside, call): Promise<SessionReply> => {
      const principal = await inside.whoIs(call.request);
      if (principal?.grant.kind === 'session') {
        const actor = { person: principal.person, entrance: call.entrance };
        await endSession(accountPorts(inside), actor, { person: principal.person.id, session: principal.grant.id });
      }
      dismiss(inside, call);
      return sessionReply(inside, call, null);
    },
  }),
  route({
    method: 'post',
    path: '/session/developer',
    summary: 'Sign in by name, on a developer’s server only',
    access: 'anyone',
    body: developerSignInSchema,
    reply: 'SessionReply',
    handle: async (inside, call): Promise<SessionReply> => {
      if (!inside.developer) throw new Refusal('notFound');
      const person = await personNamed(inside, call.body);
      await admit(inside, call, { person, method: 'developer' });
      return sessionReply(inside, call, person);
    },
  }),
  route({
    method: 'post',
    path: '/first-admin',
    summary: 'Make the first account, on the server’s own machine or with the link that it printed',
    access: 'anyone',
    body: firstAdminSchema,
    reply: 'SessionReply',
    handle: async (inside, call): Promise<SessionReply> => {
      const ports = accountPorts(inside);
      const { secret, ...wanted } = call.body;
      const person = await inside.signIn.limits.withLink(call.entrance.address ?? '', async () => {
        if (!(await isFirstStart(ports))) throw new Refusal('firstAdminExists');
        const here = isFromThisMachine(call.request, inside.origins);
        if (!here && !(await isFirstAdminSecret(ports.records, secret))) throw new Refusal('firstAdminNeedsLink');
        return makeFirstAdmin(ports, { ...wanted, entrance: call.entrance });
      });
      await admit(inside, call, { person, method: 'firstAdmin' });
      return sessionReply(inside, call, person);
    },
  }),
  route({
    method: 'post',
    path: '/password',
    summary: 'Change my password; I stay signed in here only',
    access: 'person',
    body: passwordChangeSchema,
    reply: '{ ended }',
    handle: async (inside, call) => {
      const { person, session } = atPage(call);
      const ports = accountPorts(inside);
      const isRight = async () => (await isPasswordOf(ports, person.id, call.body.current)) || undefined;
      if (!(await inside.signIn.limits.confirm(person.id, isRight))) throw new Refusal('signInFailed');
      return { ended: await setPassword(ports, call.actor(), { password: call.body.password, keep: session }) };
    },
  }),
  route({
    method: 'get',
    path: '/sessions',
    summary: 'Where I am signed in, latest seen first',
    access: 'person',
    reply: 'SessionsReply',
    handle: async (inside, call): Promise<SessionsReply> => {
      const { person, session } = atPage(call);
      return { sessions: await listSessions(accountPorts(inside), person.id, session) };
    },
  }),
  route({
    method: 'delete',
    path: '/sessions',
    summary: 'Sign out everywhere, or everywhere but here',
    access: 'person',
    query: endSessionsSchema,
    reply: '{ ended }',
    handle: async (inside, call) => {
      const { person, session } = atPage(call);
      const others = call.query.others === '1';
      const keep = others ? session : undefined;
      const ended = await endSessionsOf(accountPorts(inside), call.actor(), { person: person.id, keep });
      if (!others) dismiss(inside, call);
      return { ended };
    },
  }),
  route({
    method: 'delete',
    path: '/sessions/:session',
    summary: 'End one of my sessions',
    access: 'person',
    reply: '{ ended }',
    handle: async (inside, call) => {
      const { person, session } = atPage(call);
      const ending = param(call, 'session');
      await endSession(accountPorts(inside), call.actor(), { person: person.id, session: ending });
      if (ending === session) dismiss(inside, call);
      return { ended: 1 };
    },
  }),
];

/** Who is here in person: what lets them in is theirs to change, and no program's. */
function atPage({ principal }: Call): { person: Principal['person']; session: string } {
  const { person, grant } = principal();
  if (grant.kind !== 'session') throw new Refusal('notAllowed', { reason: 'Only a signed-in person may do this.' });
  return { person, session: grant.id };
}
