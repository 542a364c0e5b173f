import type { IncomingMessage } from 'node:http';
import type { Secrets } from '../ports/secrets.ts';
import { readCookie, writeCookie } from './cookies.ts';

const name = 'swarmboard_device';
const about = 'device';
const days = 365;

/** A device that has signed in as this person; it lets nobody in, it only is no stranger. */
interface Device {
  readonly person: string;
  readonly device: string;
}

interface Jar {
  readonly secrets: Secrets;
  readonly secure: boolean;
}

/** What this person's device is called, if that is what it is. */
export function deviceOf(
  request: Pick<IncomingMessage, 'headers'>,
  person: string | undefined,
  { secrets, secure }: Jar,
): string | undefined {
  const sealed = readCookie(request, name, secure);
  if (sealed === undefined || person === undefined) return undefined;
  try {
    const known = JSON.parse(secrets.open(sealed, about)) as Device;
    return known.person === person ? known.device : undefined;
  } catch {
    return undefined;
  }
}

export function deviceCookie(device: Device, { secrets, secure, now }: Jar & { now: Date }): string {
  const expires = new Date(now.getTime() + days * 24 * 60 * 60 * 1000);
  return writeCookie(name, secrets.seal(JSON.stringify(device), about), { expires, secure });
}
