const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const absolute = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium' });
/** Like a log: 24 hours everywhere, so that a column of times lines up. */
const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const monthDay = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const dated = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });
const longDay = new Intl.DateTimeFormat(undefined, {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
});

/** The whole truth about an instant, for a hover. */
export function absoluteTime(at: string): string {
  return isTime(at) ? absolute.format(new Date(at)) : '';
}

export function clockTime(at: string): string {
  return isTime(at) ? clock.format(new Date(at)) : '';
}

/** Of what lies far from now, either way. */
export function dateOf(at: string): string {
  return isTime(at) ? dated.format(new Date(at)) : '';
}

export function dayTitle(at: string): string {
  return isTime(at) ? longDay.format(new Date(at)) : '';
}

/** `just now`, `5 min ago`, `3 h ago`, `2 d ago`, then the date. `now` is in milliseconds since 1970. */
export function relativeTime(at: string, now: number): string {
  if (!isTime(at)) return '';
  const date = new Date(at);
  const age = now - date.getTime();
  if (Math.abs(age) < minute) return 'just now';
  if (age >= 0 && age < 7 * day) return `${span(age)} ago`;
  if (date.getFullYear() === new Date(now).getFullYear()) return monthDay.format(date);
  return `${monthDay.format(date)} ${date.getFullYear()}`;
}

/** A length of time in one unit, such as `12 min` or `3 d`; milliseconds in. */
export function span(ms: number): string {
  if (ms < minute) return '< 1 min';
  if (ms < hour) return `${Math.floor(ms / minute)} min`;
  if (ms < 2 * day) return `${Math.floor(ms / hour)} h`;
  return `${Math.floor(ms / day)} d`;
}

/** What an `<input type="datetime-local">` shows for an instant: the reader's own clock. */
export function toLocalInput(at: string): string {
  if (!isTime(at)) return '';
  const date = new Date(at);
  return new Date(date.getTime() - date.getTimezoneOffset() * minute).toISOString().slice(0, 16);
}

/** How far an instant lies ahead or back: `in 40 min`, `2 h ago`. */
export function untilTime(at: string, now: number): string {
  if (!isTime(at)) return '';
  const ahead = Date.parse(at) - now;
  return ahead > 0 ? `in ${span(ahead)}` : `${span(-ahead)} ago`;
}

/** The instant that such an input means, or undefined when it is empty. */
export function fromLocalInput(value: string): string | undefined {
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

function isTime(at: string): boolean {
  return !Number.isNaN(Date.parse(at));
}
