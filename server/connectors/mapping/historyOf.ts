import type { HistoryEvent, HistoryItem, HistoryTicket, TicketHistory } from '../../ports/histories.ts';
import type { TicketState } from '../../../shared/domain/ticket.ts';
import { type SourceCase, type SourceProblem, ownCopy } from '../sourceCase.ts';
import type { CompiledMapping, Kept } from './compile.ts';
import { given } from './given.ts';
import type { Scope, Template } from './template.ts';
import { type TimedEvent, timelineOf } from './timeline.ts';

/** A case in our words, and what of it could not be used. */
export function historyOf(source: SourceCase, compiled: CompiledMapping): HistoryItem[] {
  const { events: timed, openedAt, problems, refused } = timelineOf(source, compiled);
  if (refused) return [...problems, { kind: 'problem', ticket: true, ...refused }];
  const { events, problems: stateless } = eventsOf(source, timed, compiled);
  const all: SourceProblem[] = [...problems, ...stateless];
  const [first] = events;
  if (!first) {
    const reason = `${source.id}: none of its events can be used`;
    return [...all, { kind: 'problem', ticket: true, line: source.line, reason }];
  }
  const scope = { source, event: timed[0]?.event ?? { line: source.line, fields: {} } };
  const { unknown } = compiled.mapping;
  const history: TicketHistory = given({
    id: ownCopy(source.id),
    line: source.line,
    openedAt: openedAt === undefined ? first.at : isoOf(openedAt),
    openedBy: compiled.ticket.openedBy(scope) ?? first.by,
    ticket: ticketOf(scope, compiled),
    description: compiled.ticket.description(scope)?.slice(0, 50_000) ?? '',
    unknown: unknown.length > 0 ? unknown : undefined,
    events,
  });
  return [...all, { kind: 'history', history }];
}

/** A ticket as it was when it arrived: only what its first event says, so that nothing learnt later leaks in. */
function ticketOf(scope: Scope, { ticket }: CompiledMapping): HistoryTicket {
  const line = (template: Template) => oneLine(template(scope));
  const intents = ticket.intents.map((template) => line(template)?.slice(0, 60) ?? '');
  return given({
    title: line(ticket.title) ?? scope.source.id,
    customer: line(ticket.customer) ?? '',
    segment: line(ticket.segment),
    requester: line(ticket.requester),
    product: line(ticket.product),
    intents: [...new Set(intents)].filter((intent) => intent !== ''),
    priority: ticket.priority(scope),
  });
}

function oneLine(text: string | undefined): string | undefined {
  const line = text?.replace(/\s+/g, ' ').trim() ?? '';
  if (line === '') return undefined;
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}

interface Told {
  readonly state: TicketState;
  readonly stateUnknown?: true;
}

function eventsOf(source: SourceCase, timed: readonly TimedEvent[], compiled: CompiledMapping) {
  const events: HistoryEvent[] = [];
  const problems: SourceProblem[] = [];
  let state: TicketState = 'queued';
  timed.forEach((one, index) => {
    const scope = { source, event: one.event };
    const told = stateOf(one, scope, { compiled, before: state });
    if (!told) {
      const said = one.moment?.activity(scope) ?? compiled.activity(scope) ?? '';
      const reason = `${source.id}: no rule of the mapping says which state "${said}" is`;
      problems.push({ kind: 'problem', line: one.event.line, reason, ticket: false });
      return;
    }
    state = told.state;
    const place = { isFirst: events.length === 0, isLast: index === timed.length - 1 };
    events.push(eventOf(one, scope, { compiled, told, place }));
  });
  return { events, problems };
}

function stateOf(
  { moment }: TimedEvent,
  scope: Scope,
  { compiled, before }: { compiled: CompiledMapping; before: TicketState },
): Told | undefined {
  const state = moment?.state ?? compiled.stateRules.find(({ holds }) => holds(scope))?.state;
  if (state === 'unknown') return { state: before, stateUnknown: true };
  return state && { state: state === 'same' ? before : state };
}

interface Making {
  readonly compiled: CompiledMapping;
  readonly told: Told;
  readonly place: { readonly isFirst: boolean; readonly isLast: boolean };
}

function eventOf(
  { at, moment, moved, stamp }: TimedEvent,
  scope: Scope,
  { compiled, told, place }: Making,
): HistoryEvent {
  const details = {
    ...(place.isFirst && kept(compiled.opening, scope)),
    ...kept(compiled.details, scope),
    ...(place.isLast && kept(compiled.closing, scope)),
    ...(moved && { recorded: stamp }),
  };
  return given({
    at: isoOf(at),
    by: compiled.person(scope),
    state: told.state,
    stateUnknown: told.stateUnknown,
    activity: moment?.activity(scope) ?? compiled.activity(scope) ?? '',
    team: compiled.team(scope),
    line: compiled.line(scope),
    details: Object.keys(details).length > 0 ? details : undefined,
  });
}

function kept(templates: Kept, scope: Scope): Record<string, string> {
  const details: Record<string, string> = {};
  for (const [name, template] of templates) {
    const value = template(scope);
    if (value !== undefined) details[name] = value;
  }
  return details;
}

function isoOf(at: number): string {
  return new Date(at).toISOString();
}
