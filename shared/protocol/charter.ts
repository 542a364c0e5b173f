import { z } from 'zod';
import { requirements } from '../domain/brief.ts';
import type { Charter, CharterVersion } from '../domain/charter.ts';
import { lines } from '../domain/line.ts';
import { priorities, type Ticket } from '../domain/ticket.ts';
import type { TriageRule } from '../domain/triage.ts';

const words = z.string().trim().max(2_000);
const terms = z.array(z.string().trim().min(1).max(120)).max(50);
const required = z.array(z.enum(requirements)).max(requirements.length);
const minutes = z.number().int().min(1).max(100_000);

/** `GET /api/v1/charter` (everybody signed in): the one in force and every published version, newest first. */
export interface CharterReply {
  readonly charter: Charter;
  readonly versions: readonly CharterVersion[];
}

/** `POST /api/v1/charter` (`arrangeWork`): publishes the next version; `basedOn` other than the one in force: `charterChanged`. */
export const publishCharterSchema = z.strictObject({
  basedOn: z.number().int().min(0),
  note: z.string().trim().max(500).default(''),
  charter: z.strictObject({
    lines: z
      .array(
        z.strictObject({
          line: z.enum(lines),
          name: z.string().trim().min(1).max(60),
          scope: words,
          intents: terms,
          response: z.strictObject({ minutes: minutes.nullable(), words }),
          systems: terms,
          triggers: terms,
          required,
        }),
      )
      .length(lines.length),
    domains: z.array(z.strictObject({ domain: z.string().trim().min(1).max(60), intents: terms, required })).max(50),
    jump: z.strictObject({ allowed: z.boolean(), rule: words }),
    parallelOwn: z.strictObject({ allowed: z.boolean(), rule: words }),
    unanswered: z.strictObject({ nudgeAfter: minutes, nextAfter: minutes }),
  }),
});

const targetSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('line'), line: z.enum(lines) }),
  z.strictObject({ kind: z.literal('domain'), domain: z.string().trim().min(1).max(60) }),
]);

/** `POST /api/v1/triage/rules` (`arrangeWork`): without an id a new one. Nothing of `when`: invalidInput. */
export const triageRuleSchema = z.strictObject({
  id: z.string().min(1).max(128).optional(),
  name: z.string().trim().min(1).max(80),
  order: z.number().int().min(0).max(10_000).optional(),
  isOn: z.boolean(),
  when: z.strictObject({
    intents: terms.optional(),
    words: terms.optional(),
    segments: terms.optional(),
    products: terms.optional(),
    priorities: z.array(z.enum(priorities)).max(priorities.length).optional(),
  }),
  then: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('owns'),
      target: z.strictObject({ kind: z.literal('line'), line: z.enum(lines) }),
    }),
    z.strictObject({ kind: z.literal('tag'), target: targetSchema }),
  ]),
});

/** `GET /api/v1/triage/rules` (everybody signed in), in their order. `DELETE /api/v1/triage/rules/:rule` (`arrangeWork`). */
export interface TriageRulesReply {
  readonly rules: readonly TriageRule[];
}
export interface TriageRuleReply {
  readonly rule: TriageRule;
}

/** `POST /api/v1/triage/try` (`arrangeWork`): the rule as it would have worked on past tickets. Writes nothing. */
export const tryTriageSchema = z.strictObject({
  rule: triageRuleSchema,
  board: z.string().max(40).nullable().default(null),
  /** The latest so many are looked at. */
  tickets: z.number().int().min(1).max(5_000).default(1_000),
});
export interface TryTriageReply {
  readonly looked: number;
  readonly matched: number;
  /** Of those matched: an earlier rule that is on would have had them first. */
  readonly taken: number;
  /** Of those matched: how many were resolved, were tagged as the rule would, were tagged otherwise. */
  readonly resolved: number;
  readonly sameTarget: number;
  readonly otherTarget: number;
  /** The latest of them. */
  readonly examples: readonly { readonly ticket: Ticket; readonly why: string }[];
}
