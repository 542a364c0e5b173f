import { Refusal } from '../../shared/domain/refusals.ts';
import type { Report } from '../ports/report.ts';

/** A Refusal as it is; anything else is a bug: reported here, and nobody outside hears more than `internal`. */
export function toRefusal(reason: unknown, report: Report): Refusal {
  if (reason instanceof Refusal) return reason;
  report(reason, 'a door');
  return new Refusal('internal');
}
