import type { SourceCase, SourceEvent, SourceProblem } from '../sourceCase.ts';
import type { CompiledMapping, Moment } from './compile.ts';
import { valueOf } from './template.ts';

/** An event of a source with its instant, in milliseconds since 1970. */
export interface TimedEvent {
  readonly event: SourceEvent;
  readonly at: number;
  readonly stamp: string;
  /** Which moment of the row it is, when a row is a whole ticket. */
  readonly moment?: Moment;
  /** The stamp said something that cannot be; `at` is the nearest instant that can. */
  readonly moved?: true;
}

export interface Timeline {
  readonly events: readonly TimedEvent[];
  readonly openedAt: number | undefined;
  readonly problems: readonly SourceProblem[];
  /** Why the case as a whole cannot be used. */
  readonly refused?: { readonly line: number; readonly reason: string };
}

/** The events of a case that the mapping keeps, in the order in which they happened. */
export function timelineOf(source: SourceCase, compiled: CompiledMapping): Timeline {
  const { mapping } = compiled;
  const { events, problems } = timedEvents(source, compiled);
  const ordered = mapping.order === 'time' ? inTimeOrder(events, mapping.tieBreak) : untwisted(events, compiled);
  const opening = openingOf(source, compiled);
  if (typeof opening === 'object') {
    problems.push({ kind: 'problem', line: source.line, reason: opening.problem, ticket: false });
  }
  const openedAt = typeof opening === 'number' ? opening : undefined;
  const placed = mapping.backwards === 'nearest' ? movedToNearest(ordered, openedAt) : ordered;
  const refused =
    placed.length === 0 ? nothingLeft(source, compiled, problems) : backwardsStep(source.id, placed, openedAt);
  const distinct = mapping.duplicates === 'dropAdjacent' ? withoutAdjacentDuplicates(placed) : placed;
  return { events: distinct, openedAt, problems, ...(refused && { refused }) };
}

function timedEvents(
  source: SourceCase,
  compiled: CompiledMapping,
): { events: TimedEvent[]; problems: SourceProblem[] } {
  const events: TimedEvent[] = [];
  const problems: SourceProblem[] = [];
  const add = (event: SourceEvent, field: string, moment?: Moment) => {
    const stamp = valueOf({ source, event }, field);
    if (stamp === undefined && moment) return;
    const at = stamp === undefined ? { problem: `there is no ${field}` } : compiled.instant(stamp);
    if (typeof at === 'number') events.push({ event, at, stamp: stamp ?? '', ...(moment && { moment }) });
    else problems.push({ kind: 'problem', line: event.line, reason: `${source.id}: ${at.problem}`, ticket: false });
  };
  for (const event of source.events) {
    const scope = { source, event };
    if (!compiled.keeps(scope)) continue;
    const { field } = compiled.mapping.time;
    if (field !== undefined) add(event, field);
    for (const moment of compiled.moments) if (moment.holds(scope)) add(event, moment.field, moment);
  }
  return { events, problems };
}

function inTimeOrder(events: readonly TimedEvent[], tieBreak: string | undefined): TimedEvent[] {
  return [...events].sort((a, b) => {
    if (a.at !== b.at || tieBreak === undefined) return a.at - b.at;
    const [left, right] = [a.event.fields[tieBreak] ?? '', b.event.fields[tieBreak] ?? ''];
    return left < right ? -1 : Number(left > right);
  });
}

/** Where the file's order says that the hour which comes twice in autumn is meant the second time, it is. */
function untwisted(events: readonly TimedEvent[], { instant }: CompiledMapping): TimedEvent[] {
  let before = -Infinity;
  return events.map((timed) => {
    const again = timed.at < before ? instant(timed.stamp, { later: true }) : timed.at;
    const at = typeof again === 'number' && again >= before ? again : timed.at;
    before = Math.max(before, at);
    return { ...timed, at };
  });
}

function openingOf(source: SourceCase, compiled: CompiledMapping): number | undefined | { problem: string } {
  const field = compiled.mapping.ticket.openedAt;
  const [event] = source.events;
  if (field === undefined || !event) return undefined;
  const stamp = valueOf({ source, event }, field);
  if (stamp === undefined) return undefined;
  const opened = compiled.instant(stamp);
  return typeof opened === 'number' ? opened : { problem: `${source.id}: ${field}: ${opened.problem}` };
}

/** The file's order is right and some of its times are not: no event is before the opening, or after one that follows. */
function movedToNearest(events: readonly TimedEvent[], openedAt = -Infinity): TimedEvent[] {
  let latest = Infinity;
  const moved = [...events].reverse().map((timed) => {
    latest = Math.max(Math.min(timed.at, latest), openedAt);
    return latest === timed.at ? timed : { ...timed, at: latest, moved: true as const };
  });
  return moved.reverse();
}

function nothingLeft(source: SourceCase, { moments }: CompiledMapping, problems: readonly unknown[]) {
  const fields = [...new Set(moments.map(({ field }) => field))].join(', ');
  const without = moments.length > 0 ? `it has no time: ${fields} are all empty` : 'it has no event that is kept';
  const reason = problems.length > 0 ? 'none of its events can be used' : without;
  return { line: source.line, reason: `${source.id}: ${reason}` };
}

function backwardsStep(id: string, events: readonly TimedEvent[], openedAt = -Infinity) {
  let before = { at: openedAt, stamp: 'its opening' };
  for (const timed of events) {
    if (timed.at < before.at) {
      return { line: timed.event.line, reason: `${id}: ${nameOf(timed)} is before ${nameOf(before)}` };
    }
    before = timed;
  }
  return undefined;
}

function nameOf({ stamp, moment }: Pick<TimedEvent, 'stamp' | 'moment'>): string {
  return moment ? `${moment.field} ${stamp}` : stamp;
}

function withoutAdjacentDuplicates(events: readonly TimedEvent[]): TimedEvent[] {
  return events.filter((timed, index) => {
    const before = events[index - 1];
    if (before?.at !== timed.at || before.moment !== timed.moment) return true;
    const [left, right] = [before.event.fields, timed.event.fields];
    const names = new Set([...Object.keys(left), ...Object.keys(right)]);
    return ![...names].every((name) => left[name] === right[name]);
  });
}
