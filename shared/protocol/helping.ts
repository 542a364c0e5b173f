import { z } from 'zod';
import type { PersonId } from '../domain/person.ts';

/**
 * `GET /api/v1/tickets/:ticket/helpers?skills=a,b` (access `ticket`, needs `workTickets`; without `skills` those of the raised
 * hand or, where it names none, the intents): the smallest set of people who cover what is asked, and others who could.
 */
export const helpersSchema = z.strictObject({
  skills: z
    .string()
    .max(700)
    .transform((skills) => skills.split(','))
    .optional(),
});
export interface HelpersReply {
  readonly asked: readonly string[];
  readonly suggested: readonly Suggestion[];
  readonly others: readonly Suggestion[];
  /** Nobody has these. */
  readonly uncovered: readonly string[];
}
export interface Suggestion {
  readonly person: PersonId;
  readonly covers: readonly string[];
  /** Why this person, most weighty first: `2 of 2 skills`, `on the 10DLC rota until 17:00`, `has solved 4 like this`. */
  readonly because: readonly string[];
  /** What speaks against it: `in quiet hours`, `3 of 3 tickets`. */
  readonly despite: readonly string[];
}
