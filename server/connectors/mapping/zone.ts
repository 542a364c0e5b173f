import { Temporal } from 'temporal-polyfill';

/** A reading on a wall clock, without a zone. */
export interface WallClock {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
}

export function isZone(name: string): boolean {
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name).timeZoneId !== '';
  } catch {
    return false;
  }
}

/**
 * The instant at which clocks in a zone show this, in milliseconds since 1970; undefined when no calendar has that day.
 * An hour that comes twice means the first one unless `later`; one that is skipped counts on from before the skip.
 */
export function instantIn(zone: string, clock: WallClock, later = false): number | undefined {
  if (zone === 'UTC') return utcInstant(clock);
  try {
    const dateTime = Temporal.PlainDateTime.from(clock, { overflow: 'reject' });
    const zoned = dateTime.toZonedDateTime(zone, { disambiguation: 'compatible' });
    if (!later) return zoned.epochMilliseconds;
    return dateTime.toZonedDateTime(zone, { disambiguation: 'later' }).epochMilliseconds;
  } catch (reason) {
    if (reason instanceof RangeError) return undefined;
    throw reason;
  }
}

/** What the above would say, without the detour: most stamps come with their offset. */
function utcInstant({ year, month, day, hour, minute, second, millisecond }: WallClock): number | undefined {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  if (!exists || hour > 23 || minute > 59 || second > 59) return undefined;
  return date.getTime() + ((hour * 60 + minute) * 60 + second) * 1000 + millisecond;
}
