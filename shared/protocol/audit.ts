import { z } from 'zod';
import type { Entrance } from '../domain/entry.ts';

/** `GET /api/v1/audit`, latest first, over all logs. */
export const auditSchema = z.strictObject({
  /** Words that must occur in the summary, person or id. */
  q: z.string().max(200).optional(),
  person: z.string().max(128).optional(),
  /** A board's id, `@organisation` or `@access`. */
  board: z.string().max(60).optional(),
  ticket: z.string().max(60).optional(),
  /** ISO 8601 in UTC; `from` is included, `to` is not. */
  from: z.iso.datetime().optional(),
  to: z.iso.datetime().optional(),
  before: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});
export interface AuditReply {
  readonly rows: readonly AuditRow[];
  readonly next: string | null;
}
/** One entry of a log: who did what, when and from where. */
export interface AuditRow {
  /** `<log>:<seq>` */
  readonly id: string;
  readonly at: string;
  readonly person: string;
  readonly board: string;
  readonly tickets: readonly string[];
  /** What happened in words, one line. */
  readonly summary: string;
  readonly types: readonly string[];
  readonly entrance: Entrance | null;
  readonly erased: boolean;
}
/** `GET /api/v1/audit.csv` and `/audit.jsonl`: the same search, all of it, as a file. */
export const auditExportSchema = auditSchema.omit({ before: true, limit: true });

/** `POST /api/v1/audit/checkpoint` answers one; it is to be kept where nobody who runs this server can change it. */
export interface Checkpoint {
  readonly swarmboard: 'checkpoint';
  readonly at: string;
  readonly logs: readonly {
    readonly log: string;
    readonly seq: number;
    /** SHA-256 over all entries up to `seq`, each chained to the one before; hex. */
    readonly digest: string;
    /** The digests at every thousandth entry, to say where a log was changed. */
    readonly marks: readonly string[];
  }[];
}
export const checkpointSchema = z.object({
  swarmboard: z.literal('checkpoint'),
  at: z.iso.datetime(),
  logs: z
    .array(
      z.object({
        log: z.string().max(60),
        seq: z.number().int().min(0),
        digest: z.string().regex(/^[0-9a-f]{64}$/),
        marks: z.array(z.string().regex(/^[0-9a-f]{64}$/)),
      }),
    )
    .max(10_000),
});
/** `POST /api/v1/audit/verify` with a checkpoint. */
export interface VerifyReply {
  readonly ok: boolean;
  readonly at: string;
  readonly logs: readonly {
    readonly log: string;
    readonly ok: boolean;
    readonly entries: number;
    /** Entries whose customer was erased since, as the organisation's log says too. */
    readonly erased: number;
    readonly problem: string | null;
  }[];
}
