import { Temporal } from 'temporal-polyfill';
import type { RotaTurn } from '../../shared/protocol/rotas.ts';
import type { Stretch } from './rotas.ts';

const minutesOfADay = 24 * 60;
const fewestHours = 8;

/** A turn, or the part of it that falls on one day; minutes since midnight by the wall clock. */
export interface Block {
  readonly turn: RotaTurn;
  readonly from: number;
  readonly to: number;
}

export interface WeekDay {
  /** `YYYY-MM-DD` */
  readonly date: string;
  readonly blocks: readonly Block[];
}

/** The Monday of the week in which an instant falls in a zone, as `YYYY-MM-DD`. */
export function mondayOf(nowMs: number, timeZone: string): string {
  const date = zoned(nowMs, timeZone).toPlainDate();
  return date.subtract({ days: date.dayOfWeek - 1 }).toString();
}

export function dateIn(nowMs: number, timeZone: string): string {
  return zoned(nowMs, timeZone).toPlainDate().toString();
}

/** Minutes since midnight by the wall clock there. */
export function minuteIn(nowMs: number, timeZone: string): number {
  const { hour, minute } = zoned(nowMs, timeZone);
  return hour * 60 + minute;
}

export function daysLater(date: string, days: number): string {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

/** From the beginning of a date to the beginning of the one `days` later, where clocks may change in between. */
export function stretchOf(date: string, days: number, timeZone: string): Stretch {
  const first = Temporal.PlainDate.from(date);
  const [from, to] = [first, first.add({ days })].map((day) => day.toZonedDateTime(timeZone).toInstant().toString());
  return { from: from ?? '', to: to ?? '' };
}

/** What is on on each day of a week; a turn over midnight is on both. */
export function weekOf(turns: readonly RotaTurn[], monday: string, timeZone: string): readonly WeekDay[] {
  return Array.from({ length: 7 }, (_day, index) => {
    const date = daysLater(monday, index);
    return { date, blocks: turns.flatMap((turn) => blockOn(turn, date, timeZone) ?? []) };
  });
}

/** The hours to draw: those in which anything is, and a few around it. */
export function hoursOf(days: readonly WeekDay[]): { readonly from: number; readonly to: number } {
  const blocks = days.flatMap((day) => day.blocks);
  if (blocks.length === 0) return { from: 8, to: 18 };
  const from = Math.max(0, Math.floor(Math.min(...blocks.map((block) => block.from)) / 60) - 1);
  const to = Math.min(24, Math.ceil(Math.max(...blocks.map((block) => block.to)) / 60) + 1);
  const more = Math.max(0, fewestHours - (to - from));
  return { from: Math.max(0, from - Math.floor(more / 2)), to: Math.min(24, to + Math.ceil(more / 2)) };
}

/** What an `<input type="datetime-local">` shows for an instant in a zone, and what instant such an input means there. */
export function toInputIn(at: string, timeZone: string): string {
  return zoned(Date.parse(at), timeZone).toPlainDateTime().toString({ smallestUnit: 'minute' });
}

export function fromInputIn(value: string, timeZone: string): string | undefined {
  try {
    const instant = Temporal.PlainDateTime.from(value).toZonedDateTime(timeZone).toInstant();
    return instant.toString({ fractionalSecondDigits: 3 });
  } catch {
    return undefined;
  }
}

function blockOn(turn: RotaTurn, date: string, timeZone: string): Block | undefined {
  const [start, end] = [zoned(Date.parse(turn.from), timeZone), zoned(Date.parse(turn.to), timeZone)];
  const [first, last] = [start.toPlainDate().toString(), end.toPlainDate().toString()];
  if (date < first || date > last) return undefined;
  const from = date === first ? start.hour * 60 + start.minute : 0;
  const to = date === last ? end.hour * 60 + end.minute : minutesOfADay;
  if (date === last && date !== first && to === 0) return undefined;
  // In the hour that comes twice, the end can be earlier on the wall than the beginning.
  return { turn, from, to: Math.max(to, Math.min(from + 15, minutesOfADay)) };
}

function zoned(ms: number, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone);
}
