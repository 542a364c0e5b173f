import { z } from 'zod';
import type { BriefContent, Requirement } from '../domain/brief.ts';
import type { PersonId } from '../domain/person.ts';
import type { Tag } from '../domain/tag.ts';
import type { Ticket } from '../domain/ticket.ts';

/**
 * `GET /api/v1/tickets/:ticket/tag-check?kind=&line=&domain=&person=&blocked=`: what raising this tag would mean now. Asked by
 * the dialog as somebody chooses; access `ticket`, refused without `workTickets`.
 */
export const tagCheckSchema = z.strictObject({
  kind: z.enum(['line', 'domain', 'person']),
  line: z.string().max(10).optional(),
  domain: z.string().max(60).optional(),
  person: z.string().max(128).optional(),
  blocked: z.enum(['0', '1']).default('0'),
});
export interface TagCheckReply {
  /** The charter in force and what it asks for. */
  readonly charter: number;
  readonly required: readonly Requirement[];
  readonly missing: readonly Requirement[];
  readonly brief: BriefContent;
  /** Who would be asked, in order; nobody: there is none. */
  readonly asked: readonly AskedPerson[];
  /** Those asked are on duty now; else since `nextFrom` (an instant) at the earliest, null when no rota tells. */
  readonly onDuty: boolean;
  readonly nextFrom: string | null;
  /** Whether the charter lets `customer blocked, no time` be chosen. */
  readonly mayWaive: boolean;
  /** Where no problem is written yet: what it might begin with. Null when there is one. */
  readonly problemHint: string | null;
}
export interface AskedPerson {
  readonly person: PersonId;
  readonly availability: 'working' | 'quietHours' | 'outsideHours' | 'unknown';
  /** On this rota. */
  readonly rota: string | null;
}

/** `GET /api/v1/tags/unanswered`: raised tags that nobody has accepted, longest waiting first; needs `readBoards`. */
export interface UnansweredTagsReply {
  readonly tags: readonly { readonly ticket: Ticket; readonly tag: Tag }[];
}

/** `GET /api/v1/tag-targets`: what can be tagged besides people; needs `workTickets`. */
export interface TagTargetsReply {
  /** L2, L3 and L4 with the names of the charter, and whether somebody is on duty now. */
  readonly lines: readonly { readonly line: string; readonly name: string; readonly onDuty: boolean }[];
  /** Of the charter, of rotas and of profiles. */
  readonly domains: readonly { readonly domain: string; readonly people: number; readonly onDuty: boolean }[];
}
