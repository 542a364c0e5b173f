import type { Clock } from '../ports/clock.ts';
import type { Report } from '../ports/report.ts';
import type { Session, Sessions } from '../ports/sessions.ts';

const everyMs = 60_000;

/** Notes that a session was used, at most once a minute; nobody waits for it. */
export function sessionsSeen({
  sessions,
  clock,
  report,
}: {
  sessions: Sessions;
  clock: Clock;
  report: Report;
}): (session: Session, address: string) => void {
  const noting = new Set<string>();
  return ({ idHash, seenAt }, address) => {
    const now = clock.now();
    if (noting.has(idHash) || now.getTime() - Date.parse(seenAt) < everyMs) return;
    noting.add(idHash);
    sessions
      .touch(idHash, { at: now.toISOString(), address })
      .catch((reason: unknown) => {
        report(reason, 'noting that a session is used');
      })
      .finally(() => noting.delete(idHash));
  };
}
