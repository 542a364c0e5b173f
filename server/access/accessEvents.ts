import { accessLog } from '../../shared/domain/entry.ts';
import type { AccessEvent } from '../../shared/domain/events.ts';
import { LiveLog } from '../boards/liveLog.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';

interface Seen {
  readonly seq: number;
}

/** The access log, live: nothing is derived from it, so it is followed from its end. */
export type AccessEvents = LiveLog<Seen, AccessEvent>;

export async function openAccessEvents({ log, clock }: { log: Log; clock: Clock }): Promise<AccessEvents> {
  return new LiveLog({
    id: accessLog,
    log,
    clock,
    initial: { seq: await log.head(accessLog) },
    reduce: (seen, entries) => ({ seq: entries.at(-1)?.seq ?? seen.seq }),
  });
}
