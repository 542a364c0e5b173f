const tags =
  'ar bg bn ca cs da de el en es et fa fi fr he hi hr hu id it ja ko lt lv ms nb nl pl pt pt-BR ro ru sk sl sr sv ta th tr uk ur vi zh zh-Hant'.split(
    ' ',
  );

const names = new Intl.DisplayNames(undefined, { type: 'language' });

/** A BCP 47 tag in the reader's own language. */
export function languageName(tag: string): string {
  try {
    return names.of(tag) ?? tag;
  } catch {
    return tag;
  }
}

export function offeredLanguages(): readonly { readonly tag: string; readonly name: string }[] {
  return tags.map((tag) => ({ tag, name: languageName(tag) })).sort((a, b) => a.name.localeCompare(b.name));
}

/** Every IANA name this browser knows, and UTC, which it does not list. */
export function timeZones(): readonly string[] {
  return ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];
}

export function ownTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** `14:05` there, right now; empty for a zone this browser does not know. */
export function timeIn(timeZone: string, now: number): string {
  try {
    const clock = new Intl.DateTimeFormat(undefined, {
      ...{ timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
    });
    return clock.format(now);
  } catch {
    return '';
  }
}

/** Monday first, in the reader's own language. */
export function dayNames(width: 'short' | 'long'): readonly string[] {
  const format = new Intl.DateTimeFormat(undefined, { weekday: width, timeZone: 'UTC' });
  // The fifth of January 1970 was a Monday.
  return Array.from({ length: 7 }, (_day, index) => format.format(new Date(Date.UTC(1970, 0, 5 + index))));
}

/** `Mon–Fri 09:00–17:00` */
export function hoursInWords({ days, from, to }: { days: readonly number[]; from: string; to: string }): string {
  const short = dayNames('short');
  const sorted = [...days].sort((a, b) => a - b);
  const isRun = sorted.length > 2 && sorted.every((day, index) => day === (sorted[0] ?? 0) + index);
  const named = sorted.map((day) => short[day - 1] ?? '');
  return `${isRun ? `${named[0] ?? ''}–${named.at(-1) ?? ''}` : named.join(', ')} ${from}–${to}`;
}
