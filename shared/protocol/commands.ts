import { z } from 'zod';
import { columnKinds } from '../domain/column.ts';
import type { Command } from '../domain/commands.ts';
import { priorities } from '../domain/ticket.ts';
import { boardIdSchema, commandIdSchema, idSchema, lineSchema, ticketIdSchema } from './ids.ts';
import { swarmCommandSchemas } from './swarmCommands.ts';

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
  ...swarmCommandSchemas,
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
  z.strictObject({
    type: z.literal('saveView'),
    viewId: idSchema.optional(),
    title: lineSchema,
    filter: z.string().max(2_000),
  }),
  z.strictObject({ type: z.literal('removeView'), viewId: idSchema }),
]) satisfies z.ZodType<Command>;

/** A command on its way: `id` is made by the sender once and kept over every retry, so that it takes effect once. */
export const commandMessageSchema = z.strictObject({
  board: boardIdSchema,
  id: commandIdSchema,
  expectedVersion: z.number().int().min(0).optional(),
  command: commandSchema,
});
export type CommandMessage = z.infer<typeof commandMessageSchema>;
