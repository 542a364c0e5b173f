import type { PersonId } from '../../shared/domain/person.ts';
import { Refusal } from '../../shared/domain/refusals.ts';
import type { AccessEvents } from '../access/accessEvents.ts';
import type { Actor } from '../access/principal.ts';
import type { NewId } from '../ports/ids.ts';
import type { Session, Sessions } from '../ports/sessions.ts';

export interface SessionPorts {
  readonly sessions: Sessions;
  readonly accessEvents: AccessEvents;
  readonly newId: NewId;
}

/** At once and everywhere: nobody is let in with them any more, and what is open with them is cut. */
async function endSessions(
  { sessions, accessEvents, newId }: SessionPorts,
  actor: Actor,
  { person, ending }: { person: PersonId; ending: readonly Session[] },
): Promise<number> {
  if (ending.length === 0) return 0;
  await sessions.removeAll(ending.map(({ idHash }) => idHash));
  await accessEvents.write({
    commandId: newId(),
    person: actor.person.id,
    entrance: actor.entrance,
    decide: () => [{ type: 'sessionsEnded', person, sessions: ending.map(({ id }) => id) }],
  });
  return ending.length;
}

/** All of somebody's, but the one they keep. Resolves to how many. */
export async function endSessionsOf(
  ports: SessionPorts,
  actor: Actor,
  { person, keep }: { person: PersonId; keep?: string | undefined },
): Promise<number> {
  const all = await ports.sessions.ofPerson(person);
  return endSessions(ports, actor, { person, ending: all.filter(({ id }) => id !== keep) });
}

/** Throws Refusal `sessionNotFound` when it is not this person's. */
export async function endSession(
  ports: SessionPorts,
  actor: Actor,
  { person, session }: { person: PersonId; session: string },
): Promise<void> {
  const ending = (await ports.sessions.ofPerson(person)).filter(({ id }) => id === session);
  if (ending.length === 0) throw new Refusal('sessionNotFound');
  await endSessions(ports, actor, { person, ending });
}
