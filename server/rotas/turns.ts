import type { Rota } from '../../shared/domain/rota.ts';
import type { RotaSummary, RotaTurn } from '../../shared/protocol/rotas.ts';
import { type Pattern, patternOf } from './pattern.ts';
import { type IsHere, type Span, areSame, spansOf } from './spans.ts';

const dayMs = 24 * 60 * 60_000;
/** Turns are kept by stretches of this length; what is on duty now is nearly always in the one at hand. */
const stretchMs = 7 * dayMs;
/** How many stretches are looked through for who is next before it is nobody. */
const stretchesAhead = 17;

const everybody: IsHere = () => true;

/** Who is on when within an interval, cut at its ends. Whoever is not here any more is passed over. */
export function turnsOf(rota: Rota, { from, to }: { from: Date; to: Date }, isHere: IsHere = everybody): RotaTurn[] {
  const spans = spansOf(rota, parsed(rota).pattern, { from: from.getTime(), to: to.getTime(), isHere });
  return spans.map(turnOf);
}

/** Who is on at an instant, until when, and who is next; what lies more than 16 weeks ahead counts as never. */
export function onDuty(rota: Rota, at: Date, isHere: IsHere = everybody): Omit<RotaSummary, 'rota'> {
  const now = at.getTime();
  const [first, second] = firstTwo(spansAhead(rota, now, isHere));
  if (!first) return { now: [], until: null, next: null };
  if (first.from > now) return { now: [], until: isoOf(first.from), next: nextOf(first) };
  const until = first.to < horizon(rota, now) ? isoOf(first.to) : null;
  return { now: first.people, until, next: second ? nextOf(second) : null };
}

/** The turns from an instant on, as far ahead as is looked; the first may have begun. */
export function* turnsAhead(rota: Rota, at: Date, isHere: IsHere = everybody): Generator<RotaTurn> {
  for (const span of spansAhead(rota, at.getTime(), isHere)) yield turnOf(span);
}

/** One span for as long as the same people are on, whatever made it so. */
function* spansAhead(rota: Rota, now: number, isHere: IsHere): Generator<Span, undefined> {
  const begin = Math.floor(startMs(rota, now) / stretchMs);
  let open: Span | undefined;
  for (let index = begin; index < begin + stretchesAhead; index += 1) {
    for (const span of stretch(rota, index, isHere)) {
      if (span.to <= now) continue;
      if (open?.to === span.from && areSame(open.people, span.people)) open = { ...open, to: span.to };
      else {
        if (open) yield open;
        open = span;
      }
    }
  }
  if (open) yield open;
  return undefined;
}

function firstTwo(spans: Generator<Span, undefined>): readonly [Span | undefined, Span | undefined] {
  const first = spans.next().value;
  return [first, spans.next().value];
}

/** A rota that begins later is looked at from then on. */
function startMs({ startsOn }: Rota, now: number): number {
  return Math.max(now, Date.parse(`${startsOn}T00:00:00Z`) - dayMs);
}

function horizon(rota: Rota, now: number): number {
  return (Math.floor(startMs(rota, now) / stretchMs) + stretchesAhead) * stretchMs;
}

interface Parsed {
  readonly pattern: Pattern;
  /** By who has left and which stretch. */
  readonly stretches: Map<string, readonly Span[]>;
}

const parsedRotas = new WeakMap<Rota, Parsed>();

/** A changed rota is another object: what was worked out for the old one goes with it. */
function parsed(rota: Rota): Parsed {
  const known = parsedRotas.get(rota) ?? { pattern: patternOf(rota), stretches: new Map<string, readonly Span[]>() };
  parsedRotas.set(rota, known);
  return known;
}

function stretch(rota: Rota, index: number, isHere: IsHere): readonly Span[] {
  const { pattern, stretches } = parsed(rota);
  const named = [...rota.members, ...rota.overrides.flatMap(({ people }) => people)];
  const key = JSON.stringify([index, ...named.filter((person) => !isHere(person))]);
  const known = stretches.get(key);
  if (known) return known;
  const spans = spansOf(rota, pattern, { from: index * stretchMs, to: (index + 1) * stretchMs, isHere });
  if (stretches.size >= 4 * stretchesAhead) stretches.clear();
  stretches.set(key, spans);
  return spans;
}

function nextOf({ from, people }: Span): RotaSummary['next'] {
  return { from: isoOf(from), people };
}

function turnOf({ from, to, people, override }: Span): RotaTurn {
  return { from: isoOf(from), to: isoOf(to), people, override };
}

function isoOf(ms: number): string {
  return new Date(ms).toISOString();
}
