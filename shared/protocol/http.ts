import { z } from 'zod';
import type { BoardSnapshot } from '../domain/board.ts';
import type { Brief, BriefEvidence, BriefHypothesis } from '../domain/brief.ts';
import type { Column } from '../domain/column.ts';
import type { BoardEvent } from '../domain/events.ts';
import type { RefusalBody } from '../domain/refusals.ts';
import type { Tag, TagEnd } from '../domain/tag.ts';
import type { SwarmStay, Ticket } from '../domain/ticket.ts';
import { boardIdSchema } from './ids.ts';

/** `GET /api/v1/boards` */
export interface BoardsReply {
  readonly boards: readonly BoardSummary[];
}
export interface BoardSummary {
  readonly id: string;
  readonly title: string;
  readonly sample: boolean;
  readonly open: number;
  readonly done: number;
}

/** `POST /api/v1/boards`: `sample` fills it with labelled sample tickets. */
export const createBoardSchema = z.strictObject({
  title: z.string().trim().min(1).max(80),
  id: boardIdSchema.optional(),
  content: z.enum(['empty', 'sample']).default('empty'),
});

/** `GET /api/v1/boards/:board/snapshot` */
export type SnapshotReply = BoardSnapshot;

/** `GET /api/v1/boards/:board/tickets`: also those that have left the board, latest first. */
export const findTicketsSchema = z.strictObject({
  q: z.string().max(200).optional(),
  columnId: z.string().max(128).optional(),
  before: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export interface TicketsReply {
  readonly tickets: readonly Ticket[];
  /** Pass as `before` for the next page; null at the end. */
  readonly next: string | null;
}

/** `GET /api/v1/tickets/:id` */
export interface TicketReply {
  readonly ticket: Ticket;
  readonly board: { readonly id: string; readonly title: string; readonly columns: readonly Column[] };
  readonly description: string;
  /** Which incarnation of the investigation document is current. */
  readonly epoch: string;
  /** Every tag there was, oldest first, each with what its brief told when it was raised. */
  readonly tags: readonly TagRecord[];
  /** Every stay in the swarm there was, oldest first. */
  readonly stays: readonly StayRecord[];
  /** What is in the investigation now, without its notes. */
  readonly hypotheses: readonly HypothesisRecord[];
  readonly evidence: readonly EvidenceRecord[];
}

/** A tag with all its steps, also after it ended. */
export interface TagRecord {
  readonly tag: Tag;
  readonly brief: Brief;
  /** When it was asked of whom: the first time, and each time it was passed on. */
  readonly asked: readonly { readonly at: string; readonly people: readonly string[]; readonly why: string }[];
  readonly nudges: readonly string[];
  /** Who took it up. */
  readonly holder: string | null;
  readonly answer: string | null;
  readonly ended: {
    readonly at: string;
    readonly by: string;
    readonly how: TagEnd;
    readonly coaching: string | null;
    readonly generalistCapable: boolean | null;
  } | null;
}

export interface StayRecord extends SwarmStay {
  readonly leftAt: string | null;
}

export interface HypothesisRecord extends BriefHypothesis {
  readonly author: string;
  readonly createdAt: string;
  readonly history: readonly { readonly status: string; readonly by: string; readonly at: string }[];
}

export interface EvidenceRecord extends BriefEvidence {
  readonly author: string;
  readonly addedAt: string;
}

/** `GET /api/v1/tickets/:id/room`: the board as somebody sees it who sees this ticket only. */
export type RoomReply = BoardSnapshot;

/** `GET /api/v1/rooms`: the tickets I am tagged on, latest tag first. */
export interface RoomsReply {
  readonly rooms: readonly RoomSummary[];
}
export interface RoomSummary {
  readonly ticket: Ticket;
  readonly board: { readonly id: string; readonly title: string };
  readonly tag: Tag;
  /** The first line of the problem in the brief of the tag; empty when it says none. */
  readonly problem: string;
}

/** `GET /api/v1/tickets/:id/timeline`: everything that happened, in the order it happened. */
export interface TimelineReply {
  readonly events: readonly TimelineEvent[];
}
export interface TimelineEvent {
  /** `<seq>.<index in the entry>`; of what happened in the investigation `0.<kind>-<id>-<index>`. */
  readonly id: string;
  readonly at: string;
  /** A person's id, or the name an imported history gave. */
  readonly by: string;
  readonly event: BoardEvent | InvestigationEvent;
}
/** What people did in the document, as far as it is dated there. */
export type InvestigationEvent =
  | { readonly type: 'hypothesisAdded'; readonly hypothesisId: string; readonly text: string }
  | {
      readonly type: 'hypothesisStatus';
      readonly hypothesisId: string;
      readonly text: string;
      readonly status: string;
    }
  | { readonly type: 'evidenceAdded'; readonly evidenceId: string; readonly kind: string; readonly text: string };

/** `POST /api/v1/tickets/:id/files` */
export interface FileReply {
  readonly id: string;
  readonly url: string;
}

/** `GET /api/v1/tickets/:id/versions`: earlier versions of the investigation, newest first. */
export interface VersionsReply {
  readonly versions: readonly VersionSummary[];
}
export interface VersionSummary {
  readonly id: string;
  /** Until when it was so. */
  readonly at: string;
  /** Whose change made it be kept. */
  readonly by: string;
  readonly why: VersionReason;
}
/** What came right after it: any change after a while, one that deleted a lot, or the return to another version. */
export type VersionReason = 'interval' | 'deletion' | 'restore';

/** `GET /api/v1/tickets/:id/versions/:version`: its words, without their layout. */
export interface VersionReply {
  readonly version: VersionSummary;
  readonly notes: string;
  readonly draft: string;
  readonly hypotheses: readonly string[];
  readonly evidence: readonly string[];
}

/** `POST /api/v1/tickets/:id/versions/:version/restore` */
export interface RestoredReply {
  /** The version that was kept before: restoring it takes this back. */
  readonly kept: string;
}

/** `POST /api/v1/imports`: `mapping` is the name of one that ships; without it the file is recognised. */
export const importSchema = z.strictObject({
  board: z.string().trim().min(1).max(80),
  format: z.enum(['xes', 'csv']),
  mapping: z
    .string()
    .regex(/^[a-z0-9-]{1,80}$/)
    .optional(),
  dryRun: z.enum(['0', '1']).default('0'),
});

/** What an import did, or with a dry run would do. Instants are ISO 8601 in UTC. */
export interface ImportReport {
  readonly tickets: Readonly<Record<'new' | 'changed' | 'unchanged' | 'refused', number>>;
  /** Source events of all tickets that are in, also of those that were before. */
  readonly events: number;
  readonly firstEvent: string | null;
  readonly lastEvent: string | null;
  readonly resolved: number;
  readonly cancelled: number;
  readonly open: number;
  /** The first hundred rows and tickets that could not be used; `errorCount` counts all. */
  readonly errors: readonly { readonly line: number; readonly reason: string }[];
  readonly errorCount: number;
}

/** One line of an import's answer. */
export type ImportLine =
  | {
      readonly type: 'progress';
      readonly bytes: number;
      readonly totalBytes: number;
      readonly tickets: number;
      readonly events: number;
    }
  | { readonly type: 'done'; readonly board: string; readonly mapping: string; readonly report: ImportReport }
  | { readonly type: 'refused'; readonly error: RefusalBody };

/** `GET /api/v1/mappings` */
export interface MappingsReply {
  readonly mappings: readonly { readonly name: string; readonly format: string; readonly about: string }[];
}
