import { availabilityOf } from '../../shared/domain/availability.ts';
import type { Profile } from '../../shared/domain/person.ts';

const minuteMs = 60_000;
const stepMinutes = 30;
const mostMinutes = 26 * 60;

/**
 * When somebody may be disturbed again; null: now. Looked for on the clock of their time zone, so that it is right on the
 * days when that clock is changed.
 */
export function quietUntil(profile: Profile | undefined, from: Date): Date | null {
  const at = (minutes: number) => new Date(Math.ceil(from.getTime() / minuteMs) * minuteMs + minutes * minuteMs);
  const isQuiet = (when: Date) => availabilityOf(profile, when) === 'quietHours';
  if (!isQuiet(from)) return null;
  let minutes = 0;
  while (minutes < mostMinutes && isQuiet(at(minutes))) minutes += stepMinutes;
  while (minutes > 0 && !isQuiet(at(minutes - 1))) minutes -= 1;
  return at(minutes);
}
