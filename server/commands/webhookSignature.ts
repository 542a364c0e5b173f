import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Standard Webhooks: what is signed is `<id>.<timestamp>.<body>`, with HMAC-SHA256 over the bytes as they are sent. */
export interface Signed {
  readonly id: string;
  /** Seconds since 1970. */
  readonly timestamp: string;
  readonly body: Uint8Array;
}

const prefix = 'whsec_';
/** How far the time of a message may be from now, either way. */
const windowSeconds = 5 * 60;
const mostSignatures = 10;

export function newSigningSecret(): string {
  return prefix + randomBytes(32).toString('base64');
}

/** What goes into `webhook-signature`. */
export function signatureOf(secret: string, { id, timestamp, body }: Signed): string {
  const key = Buffer.from(secret.slice(prefix.length), 'base64');
  const mac = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64');
  return `v1,${mac}`;
}

/** Whether one of the signatures in the header is ours for exactly this, in a time that does not tell how near it came. */
export function isSigned(secret: string, signed: Signed, header: string): boolean {
  const right = Buffer.from(signatureOf(secret, signed));
  let found = false;
  for (const given of header.split(' ').slice(0, mostSignatures)) {
    const bytes = Buffer.from(given);
    if (bytes.length === right.length && timingSafeEqual(bytes, right)) found = true;
  }
  return found;
}

/** Whether the time of a message is near enough to now for it not to be an old one sent again. */
export function isTimely(timestamp: string, now: Date): boolean {
  if (!/^\d{1,12}$/.test(timestamp)) return false;
  return Math.abs(Number(timestamp) - now.getTime() / 1000) <= windowSeconds;
}
