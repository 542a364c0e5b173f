import { z } from 'zod';
import { lines } from '../domain/line.ts';
import { playKinds } from '../domain/play.ts';
import { declineReasons } from '../domain/tag.ts';
import { idSchema, instantSchema, lineSchema, ticketIdSchema } from './ids.ts';

const textSchema = z.string().trim().min(1).max(5_000);
const minutesSchema = z.number().int().min(5).max(1_440);
const momentSchema = z.string().min(1).max(200);

export const tagTargetSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('line'), line: z.enum(lines) }),
  z.strictObject({ kind: z.literal('domain'), domain: z.string().trim().min(1).max(60) }),
  z.strictObject({ kind: z.literal('person'), person: idSchema }),
]);

const onTicket = { ticketId: ticketIdSchema };
const onTag = { ...onTicket, tagId: idSchema };

export const swarmCommandSchemas = [
  z.strictObject({
    type: z.literal('raiseTag'),
    ...onTicket,
    target: tagTargetSchema,
    ask: lineSchema,
    neededBy: instantSchema.optional(),
    blocked: z.boolean().optional(),
  }),
  z.strictObject({ type: z.literal('acceptTag'), ...onTag }),
  z.strictObject({
    type: z.literal('declineTag'),
    ...onTag,
    reason: z.enum(declineReasons),
    note: textSchema.optional(),
    suggest: idSchema.optional(),
  }),
  z.strictObject({ type: z.literal('answerTag'), ...onTag, answer: textSchema }),
  z.strictObject({
    type: z.literal('returnTag'),
    ...onTag,
    coaching: textSchema.optional(),
    generalistCapable: z.boolean().optional(),
  }),
  z.strictObject({ type: z.literal('withdrawTag'), ...onTag }),
  z.strictObject({ type: z.literal('removeGuest'), ...onTicket, person: idSchema }),
  z.strictObject({
    type: z.literal('raiseHand'),
    ...onTicket,
    what: lineSchema,
    neededBy: instantSchema.optional(),
    skills: z.array(z.string().trim().min(1).max(60)).max(10).optional(),
  }),
  z.strictObject({ type: z.literal('lowerHand'), ...onTicket }),
  z.strictObject({ type: z.literal('offerHelp'), ...onTicket }),
  z.strictObject({
    type: z.literal('startPlay'),
    ...onTicket,
    play: z.enum(playKinds),
    minutes: minutesSchema.optional(),
    lead: idSchema.optional(),
    communicator: idSchema.optional(),
  }),
  z.strictObject({
    type: z.literal('changePlay'),
    ...onTicket,
    minutes: minutesSchema.optional(),
    lead: idSchema.optional(),
    communicator: idSchema.optional(),
  }),
  z.strictObject({ type: z.literal('endPlay'), ...onTicket }),
  z.strictObject({ type: z.literal('suspectBug'), ...onTicket, why: lineSchema }),
  z.strictObject({ type: z.literal('clearBug'), ...onTicket }),
  z.strictObject({ type: z.literal('takeBug'), ...onTicket }),
  z.strictObject({ type: z.literal('pinMoment'), ...onTicket, moment: momentSchema, note: lineSchema.optional() }),
  z.strictObject({ type: z.literal('unpinMoment'), ...onTicket, moment: momentSchema }),
] as const;
