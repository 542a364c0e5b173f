import type { Hours, Profile } from './person.ts';

/** Whether somebody can be expected to answer now; `unknown` when their profile does not say. */
export type Availability = 'working' | 'quietHours' | 'outsideHours' | 'unknown';

const minutesOfADay = 24 * 60;

/** Pure: as the profile says, in the person's own time zone. Quiet hours come first. */
export function availabilityOf(profile: Profile | undefined, at: Date): Availability {
  if (!profile || (!profile.workingHours && !profile.quietHours)) return 'unknown';
  const now = localTime(profile.timeZone, at);
  if (!now) return 'unknown';
  if (profile.quietHours && startedDaysAgo(profile.quietHours, now.minutes) !== undefined) return 'quietHours';
  if (!profile.workingHours) return 'working';
  const daysAgo = startedDaysAgo(profile.workingHours, now.minutes);
  if (daysAgo === undefined) return 'outsideHours';
  const startedOn = ((now.day - 1 - daysAgo + 7) % 7) + 1;
  return profile.workingHours.days.includes(startedOn) ? 'working' : 'outsideHours';
}

/** How many days ago the hours began that it is now within, 0 or 1; undefined when it is outside. The end is not within. */
function startedDaysAgo({ from, to }: Hours, minutes: number): 0 | 1 | undefined {
  const begins = minutesOf(from);
  const ends = minutesOf(to) <= begins ? minutesOf(to) + minutesOfADay : minutesOf(to);
  if (minutes >= begins && minutes < ends) return 0;
  return minutes + minutesOfADay < ends ? 1 : undefined;
}

function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return hours * 60 + minutes;
}

/** Undefined where the time zone is not known. `day`: 1 Monday … 7 Sunday. */
function localTime(timeZone: string, at: Date): { readonly day: number; readonly minutes: number } | undefined {
  try {
    const format = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
    const day = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(parts.get('weekday') ?? '') + 1;
    return { day, minutes: minutesOf(`${parts.get('hour') ?? '0'}:${parts.get('minute') ?? '0'}`) };
  } catch {
    return undefined;
  }
}
