import type { SignInMethod } from '../../../shared/domain/events.ts';
import type { Person } from '../../../shared/domain/person.ts';
import type { SessionReply } from '../../../shared/protocol/people.ts';
import { protocolVersion } from '../../../shared/protocol/version.ts';
import { endSession } from '../../commands/sessionsEnd.ts';
import { isFirstStart } from '../../commands/firstAdmin.ts';
import { startSession } from '../../commands/signIn.ts';
import { peopleFor } from '../../queries/peopleFor.ts';
import { overHttps } from '../cookies.ts';
import { deviceCookie, deviceOf } from '../deviceCookie.ts';
import type { Inside } from '../doors.ts';
import { sessionCookie } from '../sessionCookie.ts';
import { accountPorts } from '../signInDoor.ts';
import { isFromThisMachine } from './firstVisit.ts';
import type { Call } from './route.ts';

/**
 * Lets somebody in who has shown who they are: a new session with a secret of its own, whatever the browser sent, in
 * the place of the one it had.
 */
export async function admit(
  inside: Inside,
  { request, response, entrance }: Call,
  { person, method }: { person: Person; method: SignInMethod },
): Promise<void> {
  const ports = accountPorts(inside);
  const before = await inside.whoIs(request);
  const browser = request.get('user-agent') ?? '';
  const { secret, expiresAt } = await startSession(ports, { person, entrance }, { method, browser });
  const secure = overHttps(inside.origins);
  response.append('set-cookie', sessionCookie(secret, { expires: expiresAt, secure }));
  const jar = { secrets: inside.secrets, secure, now: inside.clock.now() };
  const device = deviceOf(request, person.id, jar) ?? inside.newId();
  response.append('set-cookie', deviceCookie({ person: person.id, device }, jar));
  if (before?.grant.kind !== 'session') return;
  const ending = { person: before.person.id, session: before.grant.id };
  // Another request may have ended it at this moment, which is as good.
  await endSession(ports, { person: before.person, entrance }, ending).catch(() => undefined);
}

/** Takes the cookie of the session away. */
export function dismiss(inside: Inside, { response }: Call): void {
  response.append('set-cookie', sessionCookie('', { expires: new Date(0), secure: overHttps(inside.origins) }));
}

export async function sessionReply(inside: Inside, call: Call, person: Person | null): Promise<SessionReply> {
  const people = person ? await peopleFor({ ...inside, log: inside.store.log }, person) : [];
  return {
    person,
    people,
    protocol: protocolVersion,
    developer: inside.developer,
    signIn: {
      firstAdmin: person || inside.developer ? null : await firstAdminOf(inside, call),
      provider: inside.signIn.provider?.name ?? null,
    },
  };
}

async function firstAdminOf(inside: Inside, { request }: Call): Promise<'here' | 'byLink' | null> {
  if (!(await isFirstStart(accountPorts(inside)))) return null;
  return isFromThisMachine(request, inside.origins) ? 'here' : 'byLink';
}
