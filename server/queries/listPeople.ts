import { can } from '../../shared/domain/permissions.ts';
import type { Person } from '../../shared/domain/person.ts';
import type { PersonDetails } from '../../shared/protocol/people.ts';
import { waysIn } from '../commands/accountCredentials.ts';
import type { Boards } from '../boards/boards.ts';
import type { People } from '../boards/people.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Records } from '../ports/records.ts';
import type { Sessions } from '../ports/sessions.ts';
import { listSessions } from './listSessions.ts';
import { peopleFor } from './peopleFor.ts';

interface Ports {
  readonly people: People;
  readonly boards: Boards;
  readonly log: Log;
  readonly records: Records;
  readonly sessions: Sessions;
  readonly clock: Clock;
}

/** Everybody the reader may know of, by name; where they are signed in only for who manages people. */
export async function listPeople(ports: Ports, reader: Person): Promise<PersonDetails[]> {
  const { passwords, providers } = await waysIn(ports.records);
  const known = [...(await peopleFor(ports, reader))].sort((a, b) => a.name.localeCompare(b.name));
  const manages = can(reader, 'managePeople');
  return Promise.all(
    known.map(async (person) => ({
      person,
      hasPassword: passwords.has(person.id),
      hasProvider: providers.has(person.id),
      ...(manages && (await signedIn(ports, person))),
    })),
  );
}

async function signedIn(ports: Ports, { id }: Person): Promise<{ sessions: number; seenAt: string | null }> {
  const sessions = await listSessions(ports, id, undefined);
  return { sessions: sessions.length, seenAt: sessions[0]?.seenAt ?? null };
}
