import { ticketIdSchema } from '../../../shared/protocol/ids.ts';

/** What a document's address asks for: `/documents/<ticketId>?epoch=…&ack=1`. */
export interface DocumentAddress {
  readonly ticketId: string;
  readonly epoch: string | undefined;
  readonly wantsSaved: boolean;
}

const base = '/documents/';

/** Whether this door is meant at all; everything else is left to others. */
export function isDocumentAddress(url: string): boolean {
  return url.startsWith(base);
}

/** Undefined when no ticket can have that address. */
export function readDocumentAddress(url: string): DocumentAddress | undefined {
  if (!URL.canParse(url, 'http://localhost')) return undefined;
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  const ticketId = ticketIdSchema.safeParse(pathname.slice(base.length));
  if (!ticketId.success) return undefined;
  return {
    ticketId: ticketId.data,
    epoch: searchParams.get('epoch') ?? undefined,
    wantsSaved: searchParams.get('ack') === '1',
  };
}
