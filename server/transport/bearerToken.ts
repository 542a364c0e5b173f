import type { IncomingMessage } from 'node:http';
import { isDocumentAddress } from './document/documentAddress.ts';

/**
 * The API token a program sent: as `Authorization: Bearer …`, or as `?token=…` in the address of a document, because many
 * Yjs clients cannot set a header. Nowhere else: addresses end up in logs and histories.
 */
export function bearerTokenOf({ headers, url = '' }: Pick<IncomingMessage, 'headers' | 'url'>): string | undefined {
  const given = /^bearer +(\S+)\s*$/i.exec(headers.authorization ?? '')?.[1];
  if (given !== undefined || !isDocumentAddress(url) || !URL.canParse(url, 'http://localhost')) return given;
  return new URL(url, 'http://localhost').searchParams.get('token') ?? undefined;
}
