import { organisationLog } from '../../shared/domain/entry.ts';
import type { OrganisationEvent } from '../../shared/domain/events.ts';
import { type Organisation, emptyOrganisation, reduceOrganisation } from '../../shared/domain/organisation.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import { LiveLog } from './liveLog.ts';

/** The organisation: everybody there is, kept in a log like a board's. */
export type People = LiveLog<Organisation, OrganisationEvent>;

export async function openPeople({ log, clock }: { log: Log; clock: Clock }): Promise<People> {
  const people: People = new LiveLog({
    id: organisationLog,
    log,
    clock,
    initial: emptyOrganisation(),
    reduce: (organisation, entries) => entries.reduce(reduceOrganisation, organisation),
  });
  await people.catchUp();
  return people;
}
