import type { AccessEvents } from '../access/accessEvents.ts';
import type { Boards } from '../boards/boards.ts';
import type { People } from '../boards/people.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { NewId } from '../ports/ids.ts';
import type { Records } from '../ports/records.ts';
import type { Report } from '../ports/report.ts';
import type { Secrets } from '../ports/secrets.ts';
import type { EgressRule } from './egress.ts';

/** What sending needs. */
export interface SendPorts {
  readonly records: Records;
  readonly log: Log;
  readonly boards: Boards;
  readonly people: People;
  readonly accessEvents: AccessEvents;
  readonly secrets: Secrets;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly report: Report;
  readonly egress: EgressRule;
  /** Where people open the product, without a slash at its end; known once the server listens. */
  readonly address: () => string;
  /** The last entry of every board, as of a moment ago. */
  readonly heads: () => Promise<ReadonlyMap<string, number>>;
}
