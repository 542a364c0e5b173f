import { Temporal } from 'temporal-polyfill';

/** Rotas share their zones, dates and hours, and a zone is slow to ask. */
const asked = new Map<string, number>();
const askedAtMost = 10_000;

/**
 * When this wall-clock time is in this zone, in milliseconds. A time that the clock jumps over is the moment of the
 * jump, and one that comes twice is the first: so later on the clock is never earlier in fact.
 */
export function instantOf(date: Temporal.PlainDate, clock: string, timeZone: string): number {
  const key = `${timeZone} ${date.toString()} ${clock}`;
  const known = asked.get(key);
  if (known !== undefined) return known;
  const instant = instantInZone(date.toPlainDateTime(Temporal.PlainTime.from(clock)), timeZone);
  if (asked.size >= askedAtMost) asked.clear();
  asked.set(key, instant);
  return instant;
}

function instantInZone(wanted: Temporal.PlainDateTime, timeZone: string): number {
  const found = wanted.toZonedDateTime(timeZone, { disambiguation: 'compatible' });
  if (found.toPlainDateTime().equals(wanted)) return found.epochMilliseconds;
  return found.getTimeZoneTransition('previous')?.epochMilliseconds ?? found.epochMilliseconds;
}

/** The date in a zone at an instant. */
export function dateAt(instantMs: number, timeZone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(instantMs).toZonedDateTimeISO(timeZone).toPlainDate();
}

/** Whether it is a zone that times can be told in. */
export function isTimeZone(name: string): boolean {
  try {
    Temporal.Now.zonedDateTimeISO(name);
    return /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}
