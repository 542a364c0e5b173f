import { z } from 'zod';
import { columnKinds } from '../../../shared/domain/column.ts';
import { priorities, ticketStates } from '../../../shared/domain/ticket.ts';
import { isPattern } from './instant.ts';
import { isZone } from './zone.ts';

const field = z.string().min(1);
/** Text with the names of fields in braces. */
const template = z.string();
const pattern = z.string().refine(isRegularExpression, 'is not a regular expression');
/** What fields must say: a value, one of several values, or a regular expression. All must hold; none always holds. */
const condition = z.record(
  field,
  z.union([z.string(), z.array(z.string()).min(1), z.strictObject({ matches: pattern })]),
);
const templates = z.record(z.string().min(1).max(60), template);

const time = z.strictObject({
  field: field.optional(),
  format: z.string().refine(isPattern, 'is neither "iso" nor a pattern such as "d/M/yyyy H:mm"'),
  zone: z.string().refine((zone) => zone === 'stamp' || isZone(zone), 'is neither "stamp" nor an IANA time zone'),
  ignoreOffset: z.boolean().default(false),
});

const stateRule = z.strictObject({ when: condition, state: z.enum([...ticketStates, 'same', 'unknown']) });

const moment = z.strictObject({
  field,
  when: condition.optional(),
  activity: template,
  state: z.enum(ticketStates),
});

const ticket = z.strictObject({
  title: template,
  customer: template.optional(),
  segment: template.optional(),
  requester: template.optional(),
  product: template.optional(),
  intents: z.array(template).max(20).default([]),
  priority: z
    .strictObject({
      value: template,
      values: z.record(z.string(), z.enum(priorities)),
      otherwise: z.enum(priorities).default('normal'),
    })
    .optional(),
  description: template.optional(),
  openedAt: field.optional(),
  openedBy: template.optional(),
});

const column = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/),
  title: z.string().trim().min(1).max(60),
  kind: z.enum(columnKinds),
  limit: z.number().int().min(1).max(10_000).nullable().default(null),
});

/** How the fields of a source become tickets. See docs/IMPORT.md, which says what each key means. */
export const mappingSchema = z
  .strictObject({
    about: z.string().optional(),
    format: z.enum(['xes', 'csv']),
    system: z.string().regex(/^[a-z0-9][a-z0-9-]{0,29}$/, 'is not made of lower-case letters, digits and dashes'),
    detect: z
      .strictObject({
        has: z.array(field).default([]),
        lacks: z.array(field).default([]),
        values: z.record(field, pattern).default({}),
      })
      .optional(),
    csv: z
      .strictObject({
        delimiter: z.string().length(1).optional(),
        encoding: z.string().optional(),
        adjacent: z.boolean().default(false),
      })
      .default({ adjacent: false }),
    missing: z.array(z.string()).default([]),
    id: field,
    time,
    moments: z.array(moment).min(1).optional(),
    keep: condition.default({}),
    order: z.enum(['file', 'time']).default('file'),
    tieBreak: field.optional(),
    backwards: z.enum(['refuse', 'nearest']).default('refuse'),
    duplicates: z.enum(['keep', 'dropAdjacent']).default('keep'),
    activity: template.optional(),
    states: z.array(stateRule).default([]),
    person: template.optional(),
    team: template.optional(),
    line: z
      .strictObject({
        value: template,
        rules: z.array(z.strictObject({ matches: pattern, line: z.string().min(1).max(20) })),
        otherwise: z.string().min(1).max(20).optional(),
      })
      .optional(),
    details: templates.default({}),
    opening: templates.default({}),
    closing: templates.default({}),
    ticket,
    unknown: z.array(z.string()).default([]),
    columns: z.array(column).min(1).optional(),
  })
  .superRefine((mapping, context) => {
    for (const message of contradictions(mapping)) context.addIssue({ code: 'custom', message });
  });

export type Mapping = z.infer<typeof mappingSchema>;
export type Condition = z.infer<typeof condition>;

interface Told {
  readonly format: string;
  readonly time: { readonly field?: string | undefined };
  readonly moments?: readonly unknown[] | undefined;
  readonly activity?: string | undefined;
  readonly states: readonly unknown[];
  readonly order: string;
  readonly tieBreak?: string | undefined;
}

function contradictions({ format, time, moments, activity, states, order, tieBreak }: Told): string[] {
  const perEvent = [time.field, activity, states[0]];
  const rules: readonly (readonly [broken: boolean, message: string])[] = [
    [moments !== undefined && format !== 'csv', 'moments are for CSV files with one row per ticket'],
    [
      moments !== undefined && perEvent.some((told) => told !== undefined),
      'with moments there is no time.field, activity or states: each moment says its own',
    ],
    [
      moments === undefined && perEvent.includes(undefined),
      'time.field, activity and states are needed (or moments, for one row per ticket)',
    ],
    [tieBreak !== undefined && order === 'file', 'tieBreak needs "order": "time"'],
  ];
  return rules.filter(([broken]) => broken).map(([, message]) => message);
}

function isRegularExpression(text: string): boolean {
  try {
    new RegExp(text, 'u');
    return true;
  } catch {
    return false;
  }
}
