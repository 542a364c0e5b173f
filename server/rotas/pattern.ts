import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import type { Rota, Shift } from '../../shared/domain/rota.ts';
import { dateAt, instantOf } from './wallClock.ts';

/** One shift on one date; milliseconds. */
export interface Occurrence {
  /** The date it begins on, in the rota's zone. */
  readonly date: Temporal.PlainDate;
  readonly from: number;
  readonly to: number;
}

export interface Pattern {
  /** Every shift that touches the interval, by when it begins; milliseconds. */
  readonly between: (from: number, to: number) => readonly Occurrence[];
  /** How many dates with a shift, and how many whole weeks, lie between the rota's first date and this one. */
  readonly daysBefore: (date: Temporal.PlainDate) => number;
  readonly weeksBefore: (date: Temporal.PlainDate) => number;
}

const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/** Parses a rota's weekly pattern once; which dates it names is told by recurrence rules, when that is by the zone. */
export function patternOf({ shifts, timeZone, startsOn }: Rota): Pattern {
  const first = Temporal.PlainDate.from(startsOn);
  const rules = shifts.map((shift) => ({ shift, rule: ruleOf(shift, first) }));
  const days = new Set(shifts.flatMap((shift) => shift.days));
  return {
    between: (from, to) =>
      rules
        .flatMap(({ shift, rule }) =>
          datesOf(rule, dateAt(from, timeZone), dateAt(to, timeZone)).map((date) => onDate(shift, date, timeZone)),
        )
        .filter((one) => one.from < to && one.to > from && one.from < one.to)
        .sort((a, b) => a.from - b.from),
    daysBefore: (date) => {
      const since = first.until(date).days;
      const rest = Array.from({ length: since % 7 }, (_, day) => first.add({ days: day }).dayOfWeek);
      return Math.floor(since / 7) * days.size + rest.filter((day) => days.has(day)).length;
    },
    weeksBefore: (date) => Math.floor(first.until(date).days / 7),
  };
}

/** Dates only: they are counted in UTC, where every day has its 24 hours. */
function ruleOf({ days }: Shift, first: Temporal.PlainDate): RRuleTemporal {
  return new RRuleTemporal({
    freq: 'WEEKLY',
    byDay: days.map((day) => weekdays[day - 1] ?? 'MO'),
    dtstart: first.toZonedDateTime('UTC'),
    tzid: 'UTC',
  });
}

/** A shift that began the day before may run into the interval. */
function datesOf(rule: RRuleTemporal, from: Temporal.PlainDate, to: Temporal.PlainDate): Temporal.PlainDate[] {
  const [start, end] = [from.subtract({ days: 1 }), to].map((date) => new Date(`${date.toString()}T00:00:00Z`));
  if (!start || !end) return [];
  return rule.between(start, end, true).map((one) => Temporal.PlainDate.from(one.toString().slice(0, 10)));
}

function onDate({ from, to }: Shift, date: Temporal.PlainDate, timeZone: string): Occurrence {
  const lastDate = to <= from ? date.add({ days: 1 }) : date;
  return { date, from: instantOf(date, from, timeZone), to: instantOf(lastDate, to, timeZone) };
}
