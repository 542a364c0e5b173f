import type { IncomingMessage } from 'node:http';
import type { OriginRule } from '../origin.ts';

/** The address people use, without a slash at its end, for links that leave the house. */
export function publicBase({ headers }: Pick<IncomingMessage, 'headers'>, { publicUrl }: OriginRule): string {
  if (publicUrl) return publicUrl.href.replace(/\/$/, '');
  // The origin was found to be ours before anything was asked; behind https it is what knows about it.
  return headers.origin ?? `http://${headers.host ?? 'localhost'}`;
}
