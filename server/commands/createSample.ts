import type { Entrance, Entry } from '../../shared/domain/entry.ts';
import { can } from '../../shared/domain/permissions.ts';
import type { Person } from '../../shared/domain/person.ts';
import { Refusal } from '../../shared/domain/refusals.ts';
import type { People } from '../boards/people.ts';
import type { Clock } from '../ports/clock.ts';
import type { Documents } from '../ports/documents.ts';
import type { NewId } from '../ports/ids.ts';
import type { Log } from '../ports/log.ts';
import { colleagues } from '../sample/colleagues.ts';
import { sampleBoard } from '../sample/sampleBoard.ts';

export interface SamplePorts {
  readonly log: Log;
  readonly documents: Documents;
  readonly people: People;
  readonly clock: Clock;
  readonly newId: NewId;
}

/**
 * A board with labelled sample tickets, their investigations and the simulated colleagues who have worked on them. The
 * board appears last and in one entry, so it is there with everything or not at all. Throws Refusal `boardExists`.
 */
export async function createSample(
  { log, documents, people, clock, newId }: SamplePorts,
  person: Person,
  { id, title, entrance }: { id: string; title: string; entrance?: Entrance },
): Promise<void> {
  if (!can(person, 'createBoards')) throw new Refusal('notAllowed');
  if ((await log.head(id)) > 0) throw new Refusal('boardExists', { board: id });
  const now = clock.now();
  const board = sampleBoard({ id, title }, now);
  await addColleagues(people, { person, entrance }, newId());
  for (const [ticketId, seed] of board.documents) await documents.create(ticketId, newId(), seed);
  const at = now.toISOString();
  const made = { board: id, seq: 1, commandId: newId(), person: person.id, at };
  const entry: Entry = { ...made, ...(entrance && { entrance }), events: board.events };
  const { appended } = await log.append([entry]);
  if (appended === 0) throw new Refusal('boardExists', { board: id });
}

async function addColleagues(
  people: People,
  { person, entrance }: { person: Person; entrance: Entrance | undefined },
  commandId: string,
): Promise<void> {
  await people.write({
    commandId,
    person: person.id,
    entrance,
    decide: ({ people: known }) =>
      colleagues.flatMap((colleague) =>
        known.has(colleague.id) ? [] : [{ type: 'personAdded', person: colleague } as const],
      ),
  });
}
