import type { IncomingMessage } from 'node:http';
import type * as Y from 'yjs';
import type { AccessEvents } from '../access/accessEvents.ts';
import type { LiveAccess } from '../access/liveAccess.ts';
import type { Principal } from '../access/principal.ts';
import type { Boards } from '../boards/boards.ts';
import type { People } from '../boards/people.ts';
import type { Clock } from '../ports/clock.ts';
import type { NewId } from '../ports/ids.ts';
import type { Report } from '../ports/report.ts';
import type { Secrets } from '../ports/secrets.ts';
import type { Store } from '../ports/store.ts';
import type { Arriving } from './address.ts';
import type { Limits } from './limits.ts';
import type { OriginRule } from './origin.ts';
import type { SignInDoor } from './signInDoor.ts';

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
  /** How often each person and each address may ask. */
  readonly limits: Limits;
  /** The network address that something comes from. */
  readonly addressOf: (request: Arriving) => string | undefined;
  /** By session cookie, by bearer token, or by `token` in the address of a document. */
  readonly whoIs: (request: Pick<IncomingMessage, 'headers' | 'url' | 'socket'>) => Promise<Principal | undefined>;
  /** What is written here is heard on every server: sign-ins, ended sessions, revoked tokens. */
  readonly accessEvents: AccessEvents;
  readonly liveAccess: LiveAccess;
  readonly secrets: Secrets;
  readonly signIn: SignInDoor;
  /** The epoch of a ticket's document, which is created when there is none yet. */
  readonly epochOf: (ticketId: string) => Promise<string>;
  /** A copy of a ticket's document as it is now. Throws Refusal. */
  readonly readDocument: (ticketId: string) => Promise<Y.Doc>;
}
