import type { Person } from '../../../../shared/domain/person.ts';
import type { TagCheckReply } from '../../../../shared/protocol/tagging.ts';

interface Reader {
  readonly nameOf: (person: string) => string;
  readonly personOf: (person: string) => Person | undefined;
  readonly now: Date;
  /** IANA name of the zone whoever reads is in. */
  readonly timeZone: string;
}
type Asked = Pick<TagCheckReply, 'asked' | 'onDuty' | 'nextFrom'>;

/** Pure: who will be asked and when they are there, in a sentence or two. */
export function askedSentence({ asked, onDuty, nextFrom }: Asked, reader: Reader): string {
  if (asked.length === 0) return nobodySentence(nextFrom, reader);
  const who = `${listed(asked.map(({ person }) => reader.nameOf(person)))} ${asked.length === 1 ? 'is' : 'are'}`;
  if (onDuty) return `${who} on duty now.`;
  if (nextFrom !== null) {
    const zone = reader.personOf(asked[0]?.person ?? '')?.profile?.timeZone;
    return `Nobody is on duty now. ${who} asked; office hours begin ${beginning(nextFrom, zone, reader)}.`;
  }
  if (asked.length === 1) return `${who} asked.`;
  return `No rota says who is on: ${who} asked at once, the first to accept has it.`;
}

function nobodySentence(nextFrom: string | null, reader: Reader): string {
  const wait = nextFrom === null ? '' : ` Somebody is on duty ${beginning(nextFrom, undefined, reader)}.`;
  return `There is nobody to ask now: the tag waits in the list of unanswered ones.${wait}`;
}

/** `at 09:30`, with the day when it is another one, and their time when that differs from the reader's. */
function beginning(at: string, zone: string | undefined, { now, timeZone }: Reader): string {
  const mine = clock(at, timeZone);
  const day = dayIn(at, timeZone) === dayIn(now.toISOString(), timeZone) ? '' : `${weekday(at, timeZone)} `;
  if (zone === undefined || zone === timeZone) return `${day}at ${mine}`;
  const theirs = clock(at, zone);
  return theirs === mine ? `${day}at ${mine}` : `${day}at ${theirs}, their time (${mine} yours)`;
}

function clock(at: string, timeZone: string): string {
  return format(at, { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
}

function weekday(at: string, timeZone: string): string {
  return `on ${format(at, { timeZone, weekday: 'long' })}`;
}

function dayIn(at: string, timeZone: string): string {
  return format(at, { timeZone, dateStyle: 'short' });
}

function format(at: string, options: Intl.DateTimeFormatOptions): string {
  try {
    return new Intl.DateTimeFormat('en-GB', options).format(new Date(at));
  } catch {
    // A zone that this browser does not know: its own will do.
    return new Intl.DateTimeFormat('en-GB', { ...options, timeZone: undefined }).format(new Date(at));
  }
}

/** `Eva`, `Eva and Sam`, `Eva, Sam and Zoe`; of many the first few. */
function listed(names: readonly string[]): string {
  if (names.length > 4) return `${names.slice(0, 3).join(', ')} and ${String(names.length - 3)} more`;
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}
