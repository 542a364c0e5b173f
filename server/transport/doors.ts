import type { IncomingMessage } from 'node:http';
import type { Person } from '../../shared/domain/person.ts';
import type { Boards } from '../boards/boards.ts';
import type { People } from '../boards/people.ts';
import type { Clock } from '../ports/clock.ts';
import type { NewId } from '../ports/ids.ts';
import type { Report } from '../ports/report.ts';
import type { Store } from '../ports/store.ts';
import type { OriginRule } from './origin.ts';

/** What every door is given to do its work with. */
export interface Inside {
  readonly store: Store;
  readonly boards: Boards;
  readonly people: People;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly report: Report;
  readonly origins: OriginRule;
  readonly developer: boolean;
  readonly whoIs: (request: Pick<IncomingMessage, 'headers'>) => Promise<Person | undefined>;
  /** The epoch of a ticket's document, which is created when there is none yet. */
  readonly epochOf: (ticketId: string) => Promise<string>;
}
