import { z } from 'zod';
import { columnKinds } from '../domain/column.ts';
import type { Command } from '../domain/commands.ts';
import { priorities } from '../domain/ticket.ts';

export const boardIdSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/);
export const ticketIdSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}-[1-9][0-9]{0,8}$/);
export const commandIdSchema = z.string().regex(/^[A-Za-z0-9_:.-]{8,128}$/);
const idSchema = z.string().min(1).max(128);
const lineSchema = z.string().trim().min(1).max(200);
const intentsSchema = z.array(z.string().trim().min(1).max(60)).max(20);
const limitSchema = z.number().int().min(1).max(10_000).nullable();

const ticketFields = {
  title: lineSchema,
  customer: lineSchema,
  description: z.string().max(50_000).optional(),
  segment: lineSchema.optional(),
  requester: lineSchema.optional(),
  product: lineSchema.optional(),
  intents: intentsSchema.optional(),
  priority: z.enum(priorities).optional(),
};

/** What a person may ask of a board; unknown fields are refused. */
export const commandSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('openTicket'), ...ticketFields, columnId: idSchema.optional() }),
  z.strictObject({
    type: z.literal('editTicket'),
    ticketId: ticketIdSchema,
    changes: z.strictObject(ticketFields).partial(),
  }),
  z.strictObject({
    type: z.literal('moveTicket'),
    ticketId: ticketIdSchema,
    columnId: idSchema,
    after: ticketIdSchema.nullable().optional(),
  }),
  z.strictObject({
    type: z.literal('assignOwner'),
    ticketId: ticketIdSchema,
    owner: idSchema.nullable(),
  }),
  z.strictObject({ type: z.literal('joinSwarm'), ticketId: ticketIdSchema }),
  z.strictObject({ type: z.literal('leaveSwarm'), ticketId: ticketIdSchema }),
  z.strictObject({ type: z.literal('tagPerson'), ticketId: ticketIdSchema, person: idSchema, ask: lineSchema }),
  z.strictObject({ type: z.literal('returnTag'), ticketId: ticketIdSchema }),
  z.strictObject({ type: z.literal('removeGuest'), ticketId: ticketIdSchema, person: idSchema }),
  z.strictObject({
    type: z.literal('postMessage'),
    ticketId: ticketIdSchema,
    audience: z.enum(['internal', 'customer']),
    text: z.string().min(1).max(20_000),
  }),
  z.strictObject({
    type: z.literal('receiveMessage'),
    ticketId: ticketIdSchema,
    text: z.string().min(1).max(20_000),
  }),
  z.strictObject({ type: z.literal('renameBoard'), title: lineSchema }),
  z.strictObject({
    type: z.literal('addColumn'),
    title: lineSchema,
    kind: z.enum(columnKinds),
    limit: limitSchema.optional(),
  }),
  z.strictObject({
    type: z.literal('changeColumn'),
    columnId: idSchema,
    title: lineSchema.optional(),
    limit: limitSchema.optional(),
  }),
  z.strictObject({ type: z.literal('moveColumn'), columnId: idSchema, after: idSchema.nullable() }),
  z.strictObject({
    type: z.literal('removeColumn'),
    columnId: idSchema,
    moveTicketsTo: idSchema.optional(),
  }),
]) satisfies z.ZodType<Command>;

/** A command on its way: `id` is made by the sender once and kept over every retry, so that it takes effect once. */
export const commandMessageSchema = z.strictObject({
  board: boardIdSchema,
  id: commandIdSchema,
  expectedVersion: z.number().int().min(0).optional(),
  command: commandSchema,
});
export type CommandMessage = z.infer<typeof commandMessageSchema>;
