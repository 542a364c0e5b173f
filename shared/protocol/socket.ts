import { z } from 'zod';
import type { Entry } from '../domain/entry.ts';
import type { Person, PersonId } from '../domain/person.ts';
import type { RefusalBody } from '../domain/refusals.ts';
import type { TicketId } from '../domain/ticket.ts';
import { boardIdSchema, ticketIdSchema } from './ids.ts';
import type { Notification } from './notifications.ts';

/**
 * The last `seq` the subscriber has; what follows comes back, or `reset` when it is too far behind. With `ticket`, only
 * what happens to that ticket: how a guest listens. Then what follows is not gapless, and `reset` (see `GET
 * /api/v1/tickets/:id/room`) comes unless nothing happened on the board since.
 */
export const subscribeSchema = z.strictObject({
  board: boardIdSchema,
  ticket: ticketIdSchema.optional(),
  since: z.number().int().min(0),
});
export type Subscribe = z.infer<typeof subscribeSchema>;

export const attentions = ['viewing', 'editing', 'idle'] as const;

/** Where somebody's attention is; no ticket means the board itself. Sent on every change and at least every 20 s. */
export const presenceSchema = z.strictObject({
  board: boardIdSchema,
  ticketId: ticketIdSchema.nullable(),
  attention: z.enum(attentions),
});
export type PresenceUpdate = z.infer<typeof presenceSchema>;

export interface Presence {
  readonly person: PersonId;
  readonly ticketId: TicketId | null;
  readonly attention: (typeof attentions)[number];
}

export interface Failed {
  readonly error: RefusalBody;
}
export type CommandReply = { readonly seq: number } | Failed;
export type SubscribeReply =
  | { readonly seq: number; readonly entries: readonly Entry[] }
  | { readonly seq: number; readonly reset: true }
  | Failed;

/** Socket.IO events, by direction. Names are part of the contract; see docs/SYNC.md. */
export interface ClientToServer {
  command: (message: unknown, ack: (reply: CommandReply) => void) => void;
  subscribe: (message: unknown, ack: (reply: SubscribeReply) => void) => void;
  unsubscribe: (message: unknown) => void;
  presence: (message: unknown) => void;
}

/**
 * `work`: charter, rotas, triage rules or plays. `notifications`: read in another window, or other settings. `bugs`: the
 * shadow queue.
 */
export type ChangedPages = 'customers' | 'people' | 'machines' | 'sessions' | 'work' | 'notifications' | 'bugs';

export interface ServerToClient {
  /** Entries of a board in order. A hint only: a gap is filled by subscribing again. With `ticket`, those about it only. */
  entries: (message: { board: string; ticket?: TicketId; entries: readonly Entry[] }) => void;
  /** Everybody on the board now, replacing what was known; with `ticket`, everybody on that ticket. */
  presence: (message: { board: string; ticket?: TicketId; people: readonly Presence[] }) => void;
  /** Somebody was added or changed: everybody this person may know of. */
  people: (message: { people: readonly Person[] }) => void;
  /** Customers, invitations, tokens or the like changed: pages that show them ask again. */
  changed: (message: { what: ChangedPages }) => void;
  /** Something that I am told of has just happened. */
  notified: (message: { notification: Notification; unread: number }) => void;
  /** The tickets I am tagged on are others now. */
  rooms: () => void;
  /** No longer allowed to listen; `signInNeeded` ends the connection. */
  cut: (message: { error: RefusalBody; board?: string; ticket?: TicketId }) => void;
}
