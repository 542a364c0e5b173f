import { type Priority, type TicketState, priorities } from '../../../shared/domain/ticket.ts';
import { type ReadInstant, instantReader } from './instant.ts';
import type { Mapping } from './mapping.ts';
import {
  type Scope,
  type Template,
  type Test,
  compileCondition,
  compileOptional,
  compileTemplate,
} from './template.ts';

/** A mapping made ready for use: every template and condition is a function. */
export interface CompiledMapping {
  readonly mapping: Mapping;
  readonly instant: ReadInstant;
  readonly keeps: Test;
  readonly moments: readonly Moment[];
  readonly activity: Template;
  readonly stateRules: readonly { readonly holds: Test; readonly state: TicketState | 'same' | 'unknown' }[];
  readonly person: Template;
  readonly team: Template;
  readonly line: Template;
  readonly details: Kept;
  readonly opening: Kept;
  readonly closing: Kept;
  readonly ticket: CompiledTicket;
}

export interface Moment {
  readonly field: string;
  readonly holds: Test;
  readonly activity: Template;
  readonly state: TicketState;
}

export type Kept = readonly (readonly [name: string, template: Template])[];

export interface CompiledTicket {
  readonly title: Template;
  readonly customer: Template;
  readonly segment: Template;
  readonly requester: Template;
  readonly product: Template;
  readonly description: Template;
  readonly openedBy: Template;
  readonly intents: readonly Template[];
  readonly priority: (scope: Scope) => Priority;
}

export function compileMapping(mapping: Mapping): CompiledMapping {
  const { ticket } = mapping;
  return {
    mapping,
    instant: instantReader(mapping.time),
    keeps: compileCondition(mapping.keep),
    moments: (mapping.moments ?? []).map(({ field, when, activity, state }) => ({
      field,
      holds: compileCondition(when ?? {}),
      activity: compileTemplate(activity),
      state,
    })),
    activity: compileOptional(mapping.activity),
    stateRules: mapping.states.map(({ when, state }) => ({ holds: compileCondition(when), state })),
    person: compileOptional(mapping.person),
    team: compileOptional(mapping.team),
    line: compileLine(mapping.line),
    details: compileKept(mapping.details),
    opening: compileKept(mapping.opening),
    closing: compileKept(mapping.closing),
    ticket: {
      title: compileTemplate(ticket.title),
      customer: compileOptional(ticket.customer),
      segment: compileOptional(ticket.segment),
      requester: compileOptional(ticket.requester),
      product: compileOptional(ticket.product),
      description: compileOptional(ticket.description),
      openedBy: compileOptional(ticket.openedBy),
      intents: ticket.intents.map(compileTemplate),
      priority: compilePriority(ticket.priority),
    },
  };
}

function compileKept(kept: Readonly<Record<string, string>>): Kept {
  return Object.entries(kept).map(([name, text]) => [name, compileTemplate(text)]);
}

/** The first rule that fits names the line; an event that says nothing stays where it was. */
function compileLine(line: Mapping['line']): Template {
  if (!line) return () => undefined;
  const value = compileTemplate(line.value);
  const rules = line.rules.map(({ matches, line: name }) => ({ expression: new RegExp(matches, 'u'), name }));
  return (scope) => {
    const text = value(scope);
    if (text === undefined) return undefined;
    return rules.find(({ expression }) => expression.test(text))?.name ?? line.otherwise;
  };
}

function compilePriority(priority: Mapping['ticket']['priority']): (scope: Scope) => Priority {
  if (!priority) return () => 'normal' satisfies (typeof priorities)[number];
  const value = compileTemplate(priority.value);
  const values = new Map(Object.entries(priority.values));
  return (scope) => values.get(value(scope) ?? '') ?? priority.otherwise;
}
