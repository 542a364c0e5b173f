/** How long before now: `19d`, `2d3h`, `45m`, `3h10m20s`. */
export type Ago = string;

const secondMs = 1000;
const dayMs = 24 * 60 * 60 * secondMs;

/** Milliseconds in an `Ago`. Throws when it is not one. */
export function agoMs(ago: Ago): number {
  const parts = /^(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(ago);
  if (!parts || ago === '') throw new Error(`not a length of time: ${ago}`);
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = parts.slice(1).map((part?: string) => Number(part ?? 0));
  return days * dayMs + ((hours * 60 + minutes) * 60 + seconds) * secondMs;
}

/** The instants of a sample, all told from one now, so that texts, events and documents agree with each other. */
export class Moments {
  readonly #now: number;

  constructor(now: Date) {
    this.#now = Math.floor(now.getTime() / (60 * secondMs)) * 60 * secondMs;
  }

  /** ISO 8601 in UTC. */
  at(ago: Ago): string {
    return this.#date(ago).toISOString();
  }

  /** As `at`, up to 40 s earlier by a lot drawn from `lot`: people do not act on the full minute. */
  roughly(ago: Ago, lot: string): string {
    return new Date(this.#date(ago).getTime() - (hash(lot) % (40 * secondMs))).toISOString();
  }

  /** Replaces `@clock(2d3h)` and the like by what the clock or the calendar said then, in UTC. */
  fill(text: string): string {
    return text.replace(/@(\w+)\(((?:\d+[dhms])+)\)/g, (whole, form: string, ago: Ago) => {
      const write = forms[form];
      if (!write) throw new Error(`no such form of time: ${whole}`);
      return write(this.#date(ago));
    });
  }

  #date(ago: Ago): Date {
    return new Date(this.#now - agoMs(ago));
  }
}

const part = (options: Intl.DateTimeFormatOptions) => {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', ...options });
  return (date: Date) => format.format(date);
};

const forms: Readonly<Record<string, (date: Date) => string>> = {
  iso: (date) => `${date.toISOString().slice(0, 19)}Z`,
  time: (date) => date.toISOString().slice(0, 19).replace('T', ' '),
  date: (date) => date.toISOString().slice(0, 10),
  /** The full hour before. */
  hour: (date) => `${date.toISOString().slice(11, 13)}:00`,
  clock: (date) => date.toISOString().slice(11, 16),
  day: part({ day: 'numeric', month: 'short' }),
  weekday: part({ weekday: 'long' }),
  month: part({ month: 'long' }),
  unix: (date) => String(Math.floor(date.getTime() / secondMs)),
};

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const char of text) value = Math.imul(value ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return value;
}
