import { createContext } from 'svelte';
import type { Person } from '../../../shared/domain/person.ts';
import type { Investigation } from '../../state/investigation.svelte.ts';
import type { InvestigationPresence } from '../../state/investigationPresence.svelte.ts';
import type { Uploads } from '../../state/uploads.svelte.ts';

/** What everything that edits the investigation of one ticket shares. */
export interface Room {
  readonly me: Person;
  readonly mayEdit: boolean;
  readonly investigation: Investigation;
  readonly presence: InvestigationPresence;
  readonly uploads: Uploads;
}

/** A getter stands between, because the room opens after its page does. */
export const [getRoom, setRoom] = createContext<() => Room>();
