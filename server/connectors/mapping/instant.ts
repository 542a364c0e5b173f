import { type WallClock, instantIn } from './zone.ts';

export interface TimeRule {
  /** `iso`, or a pattern of yyyy MM M dd d HH H hh h mm m ss s SSS a and whatever stands between them. */
  readonly format: string;
  /** `stamp`: the offset is in the stamp; otherwise the IANA zone whose clocks the stamps were read from. */
  readonly zone: string;
  /** The stamps carry an offset that is wrong; the wall clock is right. */
  readonly ignoreOffset: boolean;
}

/** The instant of a stamp in milliseconds since 1970, or why there is none. */
export type ReadInstant = (stamp: string, options?: { later?: boolean }) => number | { readonly problem: string };

export function instantReader({ format, zone, ignoreOffset }: TimeRule): ReadInstant {
  const parse = format === 'iso' ? isoStamp : patternStamp(format);
  return (stamp, { later = false } = {}) => {
    const parsed = parse(stamp);
    if (!parsed) return { problem: `"${stamp}" is not a time of the form ${format}` };
    const { offsetMinutes } = parsed;
    if (zone === 'stamp') {
      if (offsetMinutes === undefined) return { problem: `"${stamp}" has no offset, and the mapping names no zone` };
      const utc = instantIn('UTC', parsed.clock);
      return utc === undefined ? noSuchDay(stamp) : utc - offsetMinutes * 60_000;
    }
    if (offsetMinutes !== undefined && !ignoreOffset) {
      return { problem: `"${stamp}" has an offset, but the mapping says local times of ${zone}` };
    }
    return instantIn(zone, parsed.clock, later) ?? noSuchDay(stamp);
  };
}

function noSuchDay(stamp: string): { problem: string } {
  return { problem: `"${stamp}" is on no calendar or clock` };
}

interface Parsed {
  readonly clock: WallClock;
  readonly offsetMinutes?: number;
}

const iso =
  /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s?(Z|z|[+-]\d{2}(?::?\d{2})?)?$/;

function isoStamp(stamp: string): Parsed | undefined {
  const found = iso.exec(stamp);
  if (!found) return undefined;
  const [, year, month, day, hour, minute, second = '0', fraction = '', offset] = found;
  const clock = {
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
    millisecond: Number(fraction.padEnd(3, '0').slice(0, 3)),
  };
  return offset === undefined ? { clock } : { clock, offsetMinutes: minutesOf(offset) };
}

function minutesOf(offset: string): number {
  if (offset === 'Z' || offset === 'z') return 0;
  const digits = offset.slice(1).replace(':', '').padEnd(4, '0');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return offset.startsWith('-') ? -minutes : minutes;
}

type Part = keyof WallClock | 'hour12' | 'half';

const tokens: Record<string, readonly [part: Part, source: string]> = {
  yyyy: ['year', '(\\d{4})'],
  MM: ['month', '(\\d{2})'],
  M: ['month', '(\\d{1,2})'],
  dd: ['day', '(\\d{2})'],
  d: ['day', '(\\d{1,2})'],
  HH: ['hour', '(\\d{2})'],
  H: ['hour', '(\\d{1,2})'],
  hh: ['hour12', '(\\d{2})'],
  h: ['hour12', '(\\d{1,2})'],
  mm: ['minute', '(\\d{2})'],
  m: ['minute', '(\\d{1,2})'],
  ss: ['second', '(\\d{2})'],
  s: ['second', '(\\d{1,2})'],
  SSS: ['millisecond', '(\\d{3})'],
  a: ['half', '([AaPp][Mm])'],
};

const token = /([A-Za-z])\1*|[^A-Za-z]+/g;

export function isPattern(format: string): boolean {
  if (format === 'iso') return true;
  const parts = partsOf(format);
  return parts !== undefined && (['year', 'month', 'day'] as const).every((part) => parts.includes(part));
}

function partsOf(format: string): Part[] | undefined {
  const words = (format.match(token) ?? []).filter((word) => /^[A-Za-z]/.test(word) && word !== 'T');
  const parts = words.map((word) => tokens[word]?.[0]);
  return parts.every((part) => part !== undefined) ? parts : undefined;
}

function patternStamp(format: string): (stamp: string) => Parsed | undefined {
  const pieces = format.match(token) ?? [];
  const source = pieces.map((piece) => tokens[piece]?.[1] ?? piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('');
  const expression = new RegExp(`^${source}$`);
  const parts = pieces.flatMap((piece) => tokens[piece]?.[0] ?? []);
  return (stamp) => {
    const found = expression.exec(stamp);
    if (!found) return undefined;
    const read: Partial<Record<Part, string>> = {};
    parts.forEach((part, index) => (read[part] = found[index + 1] ?? ''));
    const number = (part: Part) => Number(read[part] ?? 0);
    const clock = {
      year: number('year'),
      month: number('month'),
      day: number('day'),
      hour: read.hour12 === undefined ? number('hour') : hourOf(number('hour12'), read.half),
      minute: number('minute'),
      second: number('second'),
      millisecond: number('millisecond'),
    };
    return { clock };
  };
}

function hourOf(hour12: number, half: string | undefined): number {
  return (hour12 % 12) + (half?.toLowerCase() === 'pm' ? 12 : 0);
}
