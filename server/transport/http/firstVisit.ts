import type { IncomingMessage } from 'node:http';
import type { OriginRule } from '../origin.ts';

const loopback = /^(localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/;
/** What proxies add: behind one, everybody in the world comes from this machine. */
const passedOn = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'];

/** Whether whoever asks sits at the machine the server runs on, as far as anybody can tell. */
export function isFromThisMachine({ headers }: Pick<IncomingMessage, 'headers'>, origins: OriginRule): boolean {
  if (!origins.loopback || (origins.publicUrl && !loopback.test(origins.publicUrl.host))) return false;
  return loopback.test(headers.host ?? '') && !passedOn.some((header) => headers[header] !== undefined);
}
