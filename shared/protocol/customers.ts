import { z } from 'zod';
import type { Customer } from '../domain/customer.ts';
import type { Ticket } from '../domain/ticket.ts';

const lineSchema = z.string().trim().max(200);
const nameSchema = lineSchema.min(1);
const contactSchema = z.strictObject({ name: nameSchema, email: lineSchema, role: lineSchema });

/** `POST /api/v1/customers` */
export const customerSchema = z.strictObject({
  name: nameSchema,
  aliases: z.array(nameSchema).max(20).default([]),
  plan: lineSchema.default(''),
  segment: lineSchema.default(''),
  healthNote: z.string().trim().max(2_000).default(''),
  contacts: z.array(contactSchema).max(50).default([]),
});
/** `POST /api/v1/customers/:customer`: only the named fields change. */
export const customerChangeSchema = z.strictObject({
  name: nameSchema.optional(),
  aliases: z.array(nameSchema).max(20).optional(),
  plan: lineSchema.optional(),
  segment: lineSchema.optional(),
  healthNote: z.string().trim().max(2_000).optional(),
  contacts: z.array(contactSchema).max(50).optional(),
});

/** `GET /api/v1/customers`, by name. */
export const findCustomersSchema = z.strictObject({
  q: z.string().max(200).optional(),
  segment: z.string().max(200).optional(),
  /** The id of the last one of the page before. */
  after: z.string().max(128).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});
export interface CustomersReply {
  readonly customers: readonly Customer[];
  readonly total: number;
  readonly segments: readonly string[];
  readonly next: string | null;
}
/** `GET /api/v1/customers/:customer`, and what changing one answers. */
export interface CustomerReply {
  readonly customer: Customer;
  /** Open tickets on all boards that name it, latest first; at most 100. */
  readonly tickets: readonly Ticket[];
}

/**
 * `POST /api/v1/customers/import?dryRun=1` with CSV bytes. Columns: `name` (needed), `plan`, `segment`, `health note`,
 * `aliases` (separated by `|`), `contact name`, `contact email`, `contact role`; a name again on a further row adds a
 * contact. Known names are changed, others added; nobody is removed.
 */
export const importCustomersSchema = z.strictObject({ dryRun: z.enum(['0', '1']).default('0') });
export interface CustomersImportReply {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly errors: readonly { readonly line: number; readonly reason: string }[];
  readonly errorCount: number;
  /** Columns of the file that mean nothing here. */
  readonly ignored: readonly string[];
}

/** `GET /api/v1/customers.csv`: all of them, in the columns that an import reads. */

/** `GET /api/v1/customers/:customer/export`: everything that is kept about a customer. */
export interface CustomerExport {
  readonly customer: Customer;
  readonly exportedAt: string;
  readonly tickets: readonly {
    readonly ticket: Ticket;
    readonly description: string;
    /** As in TimelineReply. */
    readonly events: readonly unknown[];
    readonly investigation: {
      readonly notes: string;
      /** Of the next update for the customer. */
      readonly draft: string;
      readonly hypotheses: readonly unknown[];
      readonly evidence: readonly unknown[];
    };
    readonly files: readonly {
      readonly id: string;
      readonly name: string;
      readonly type: string;
      readonly base64: string;
    }[];
  }[];
}

/** `POST /api/v1/customers/:customer/erase`: `name` is typed again, to be sure. */
export const eraseCustomerSchema = z.strictObject({ name: nameSchema });
export interface ErasedReply {
  readonly tickets: number;
  readonly entries: number;
}
