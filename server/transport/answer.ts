import type { Logger } from 'pino';
import { Refusal } from '../../shared/domain/refusals.ts';

/** A Refusal as it is; anything else is a bug: reported here, and nobody outside hears more than `internal`. */
export function toRefusal(reason: unknown, log: Logger): Refusal {
  if (reason instanceof Refusal) return reason;
  log.error({ err: reason }, 'unexpected failure');
  return new Refusal('internal');
}
