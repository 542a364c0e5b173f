import type { PersonId } from '../../shared/domain/person.ts';
import type { Rota, RotaOverride } from '../../shared/domain/rota.ts';
import type { Occurrence, Pattern } from './pattern.ts';

export type IsHere = (person: PersonId) => boolean;

/** Who is on from when to when; milliseconds. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly people: readonly PersonId[];
  readonly override: string | null;
}

/** Who is on in an interval, overrides worked in, gaps left out; spans neither touch with the same people nor overlap. */
export function spansOf(
  rota: Rota,
  pattern: Pattern,
  { from, to, isHere }: { from: number; to: number; isHere: IsHere },
) {
  const occurrences = pattern.between(from, to);
  const overrides = rota.overrides
    .map((one) => ({ ...one, fromMs: Date.parse(one.from), toMs: Date.parse(one.to) }))
    .filter((one) => one.fromMs < to && one.toMs > from && isOfUse(one, isHere));
  const edges = [...occurrences, ...overrides.map(({ fromMs, toMs }) => ({ from: fromMs, to: toMs }))];
  const times = [...new Set([from, to, ...edges.flatMap((edge) => [edge.from, edge.to])])]
    .filter((time) => time >= from && time <= to)
    .sort((a, b) => a - b);
  const spans: Span[] = [];
  let next = 0;
  let active: readonly Occurrence[] = [];
  for (const [index, time] of times.entries()) {
    const end = times[index + 1];
    if (end === undefined) break;
    const begun: Occurrence[] = [];
    for (let one = occurrences[next]; one && one.from <= time; one = occurrences[(next += 1)]) begun.push(one);
    active = [...active, ...begun].filter((one) => one.to > time);
    if (active.length === 0) continue;
    const applied = overrides.filter((one) => one.fromMs <= time && one.toMs > time);
    const on = overridden(membersOn(rota, pattern, { active, isHere }), applied, isHere);
    if (on.people.length > 0) append(spans, { from: time, to: end, ...on });
  }
  return spans;
}

/** Of shifts that overlap, turns follow the one that began last: one person at a time. */
function membersOn(
  { members, turns }: Rota,
  pattern: Pattern,
  { active, isHere }: { active: readonly Occurrence[]; isHere: IsHere },
): readonly PersonId[] {
  if (turns === 'all') return members.filter(isHere);
  const latest = active.at(-1);
  if (!latest || members.length === 0) return [];
  const turn = turns === 'daily' ? pattern.daysBefore(latest.date) : pattern.weeksBefore(latest.date);
  // Whoever has left is stood in for by the next, so that nobody else's turns move.
  const inOrder = members.map((_, offset) => members[(turn + offset) % members.length] ?? '');
  return inOrder.filter(isHere).slice(0, 1);
}

/** In the order they were made: a later one also changes what an earlier one made. */
function overridden(people: readonly PersonId[], overrides: readonly RotaOverride[], isHere: IsHere) {
  let on = { people, override: null as string | null };
  for (const { id, instead, people: others } of overrides) {
    if (instead !== null && !on.people.includes(instead)) continue;
    const kept = instead === null ? [] : on.people.filter((person) => person !== instead);
    on = { people: [...new Set([...kept, ...others.filter(isHere)])], override: id };
  }
  return on;
}

/** When everybody who was to stand in has left, it is as if nobody had been asked to. */
function isOfUse({ people }: RotaOverride, isHere: IsHere): boolean {
  return people.length === 0 || people.some(isHere);
}

function append(spans: Span[], span: Span): void {
  const last = spans.at(-1);
  if (last?.to === span.from && last.override === span.override && areSame(last.people, span.people)) {
    spans[spans.length - 1] = { ...last, to: span.to };
  } else spans.push(span);
}

export function areSame(some: readonly PersonId[], others: readonly PersonId[]): boolean {
  return some.length === others.length && some.every((person) => others.includes(person));
}
