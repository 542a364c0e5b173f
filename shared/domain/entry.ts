import type { BoardEvent, OrganisationEvent } from './events.ts';
import type { PersonId } from './person.ts';

/** One accepted command: the only thing that is ever written; everything else is derived from entries. */
export interface Entry<E = BoardEvent> {
  readonly board: string;
  /** Gapless per board, from 1. */
  readonly seq: number;
  readonly commandId: string;
  readonly person: PersonId;
  readonly at: string;
  readonly events: readonly E[];
}

export type AnyEvent = BoardEvent | OrganisationEvent;
export type AnyEntry = Entry<AnyEvent>;

/** The log that people, and later customers and charters, are written in. No board can have this id. */
export const organisationLog = '@organisation';
