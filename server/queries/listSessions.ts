import type { PersonId } from '../../shared/domain/person.ts';
import type { SessionSummary } from '../../shared/protocol/people.ts';
import type { Clock } from '../ports/clock.ts';
import type { Sessions } from '../ports/sessions.ts';

/** Where somebody is signed in, latest seen first; `current` is the session that asks. */
export async function listSessions(
  { sessions, clock }: { sessions: Sessions; clock: Clock },
  person: PersonId,
  current: string | undefined,
): Promise<SessionSummary[]> {
  const now = clock.now().toISOString();
  const good = (await sessions.ofPerson(person)).filter(({ expiresAt }) => expiresAt > now);
  return good.map(({ id, method, browser, address, createdAt, seenAt, expiresAt }) => {
    return { id, current: id === current, method, browser, address, createdAt, seenAt, expiresAt };
  });
}
