import type { AccessEvent, BoardEvent, OrganisationEvent } from './events.ts';
import type { PersonId } from './person.ts';

/** One accepted command: the only thing that is ever written; everything else is derived from entries. */
export interface Entry<E = BoardEvent> {
  readonly board: string;
  /** Gapless per board, from 1. */
  readonly seq: number;
  readonly commandId: string;
  readonly person: PersonId;
  readonly at: string;
  /** Never leaves the server but on the audit page. */
  readonly entrance?: Entrance;
  readonly events: readonly E[];
  /** Set when a customer's data was erased from the events: the digest that the entry had before, see audit. */
  readonly erased?: string;
}

/** From where somebody did something. */
export interface Entrance {
  readonly door: 'page' | 'api' | 'live' | 'webhook' | 'commandLine' | 'server';
  /** Network address. */
  readonly address?: string;
}

export type AnyEvent = BoardEvent | OrganisationEvent | AccessEvent;
export type AnyEntry = Entry<AnyEvent>;

/** The log that people and customers are written in. No board can have this id. */
export const organisationLog = '@organisation';

/** The log of who came in and what left the house. */
export const accessLog = '@access';

export function isBoardLog(id: string): boolean {
  return !id.startsWith('@');
}
