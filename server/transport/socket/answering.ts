import type { Person } from '../../../shared/domain/person.ts';
import { Refusal } from '../../../shared/domain/refusals.ts';
import type { Failed } from '../../../shared/protocol/socket.ts';
import { personNow } from '../../access/principal.ts';
import { toRefusal } from '../answer.ts';
import type { Inside } from '../doors.ts';
import type { Limited } from '../limits.ts';
import type { Client } from './sockets.ts';

/**
 * The person behind a message as they are now. Throws Refusal `tooManyRequests`, or `signInNeeded`, which also ends the
 * connection.
 */
export async function whoSent(client: Client, inside: Inside, what: Limited): Promise<Person> {
  const { principal, entrance } = client.data;
  await inside.limits.take(what, { person: principal.person.id, address: entrance.address });
  try {
    return personNow(inside, principal);
  } catch (reason) {
    if (reason instanceof Refusal) cutOff(client);
    throw reason;
  }
}

/** Ends a connection whose session is over, and says why. */
export function cutOff(client: Client): void {
  client.emit('cut', { error: new Refusal('signInNeeded').toBody() });
  client.disconnect(true);
}

/** A message without a callback to answer to is dropped: there is nobody to tell what came of it. */
export function reply<T>(ack: unknown, { report }: Pick<Inside, 'report'>, work: () => Promise<T | Failed>): void {
  if (typeof ack !== 'function') return;
  const answer = ack as (reply: T | Failed) => void;
  work().then(answer, (reason: unknown) => {
    answer({ error: toRefusal(reason, report).toBody() });
  });
}
