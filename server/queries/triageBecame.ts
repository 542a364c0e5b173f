import type { AnyEntry, AnyEvent } from '../../shared/domain/entry.ts';
import type { Organisation } from '../../shared/domain/organisation.ts';
import type { TagTarget } from '../../shared/domain/tag.ts';
import { type Ticket, isDone } from '../../shared/domain/ticket.ts';
import type { TriageRule } from '../../shared/domain/triage.ts';
import type { TriageMatch } from '../../shared/domain/triageMatch.ts';

/** What became of a ticket, beside what a rule would have made of it. */
export interface Became {
  readonly isResolved: boolean;
  /** Where the rule sends it, elsewhere, or nothing tells. */
  readonly went: 'there' | 'elsewhere' | 'untold';
  /** Everybody it came to, in words, in the order it did. */
  readonly places: readonly string[];
}

interface Story {
  readonly rule: TriageRule;
  readonly ticket: Ticket;
  readonly entries: readonly AnyEntry[];
}

/** A place that a ticket came to: a line, a domain, or a team of an import, which may be either. */
interface Place {
  readonly kind: 'line' | 'domain' | 'team';
  readonly name: string;
}

/**
 * From whom was tagged, and which lines and teams an import told of. A line that a rule gave it counts for nothing: a
 * rule is not measured by itself. Resolved with nobody else, it stayed with the front line.
 */
export function becameOf(organisation: Organisation, { rule, ticket, entries }: Story): Became {
  const events = entries.flatMap((entry) => entry.events);
  const told = events.flatMap((event) => placesIn(organisation, event, ticket.id));
  const places = told.filter((one, index) => told.findIndex((other) => sayOf(other) === sayOf(one)) === index);
  const isResolved = isDone(ticket.state);
  return { isResolved, places: places.map(sayOf), went: wentOf(rule, places, isResolved) };
}

/** Why it matches and what became of it, in one line. */
export function whyWords(match: readonly TriageMatch[], { isResolved, places }: Became): string {
  const reasons = match.map((one) =>
    one.kind === 'word' ? `“${one.value}” in the ${one.where}` : `${one.kind} ${one.value}`,
  );
  const became = places.length > 0 ? `came to ${places.join(', ')}` : isResolved ? 'stayed where it was' : 'is open';
  return `${reasons.join(', ')}; ${became}`;
}

function wentOf({ then }: TriageRule, places: readonly Place[], isResolved: boolean): Became['went'] {
  if (then.kind === 'owns') return ownedBy(then.target.line, places, isResolved);
  if (places.some((place) => isTarget(place, then.target))) return 'there';
  // The front line has every ticket first: that alone is not somewhere else.
  return places.some(({ kind, name }) => kind !== 'line' || !linesOf(name).includes('L1')) ? 'elsewhere' : 'untold';
}

function ownedBy(line: string, places: readonly Place[], isResolved: boolean): Became['went'] {
  const beyond = places.filter(({ kind }) => kind !== 'team');
  if (beyond.some(({ kind, name }) => kind === 'domain' || !linesOf(name).includes(line))) return 'elsewhere';
  const isThere = beyond.length > 0 || (line === 'L1' && isResolved && places.length === 0);
  return isThere ? 'there' : 'untold';
}

function isTarget({ kind, name }: Place, target: Exclude<TagTarget, { kind: 'person' }>): boolean {
  if (target.kind === 'line') return kind === 'line' && linesOf(name).includes(target.line);
  const [wanted, is] = [target.domain.toLowerCase(), name.toLowerCase()];
  // Teams are called `10DLC squad` where the domain is `10DLC`.
  return kind === 'domain'
    ? is === wanted
    : kind === 'team' && (is === wanted || is.split(/[\s_/-]+/).includes(wanted));
}

function placesIn(organisation: Organisation, event: AnyEvent, ticketId: string): Place[] {
  if (!('ticketId' in event) || event.ticketId !== ticketId) return [];
  if (event.type === 'tagRaised') return placesOf(organisation, event.tag.target);
  if (event.type !== 'workRecorded') return [];
  const { line, team } = event;
  return [
    ...(line === undefined ? [] : [{ kind: 'line', name: line } as const]),
    ...(team === undefined ? [] : [{ kind: 'team', name: team } as const]),
  ];
}

function placesOf({ people }: Organisation, target: TagTarget): Place[] {
  if (target.kind === 'line') return [{ kind: 'line', name: target.line }];
  if (target.kind === 'domain') return [{ kind: 'domain', name: target.domain }];
  const person = people.get(target.person);
  if (person?.preset === 'engineer') return [{ kind: 'line', name: 'L3' }];
  return (person?.profile?.domains ?? []).map((name) => ({ kind: 'domain', name }));
}

/** Sources write `3`, `L3`, `3rd` or `2/3`. */
function linesOf(name: string): string[] {
  return [...name.matchAll(/[0-4]/g)].map(([digit]) => `L${digit}`);
}

function sayOf({ kind, name }: Place): string {
  if (kind === 'line') return linesOf(name).join('/') || name;
  return name;
}
