import type { Mapping } from './mapping.ts';
import { fieldsOf } from './template.ts';

/** Every field that a mapping speaks of: what a reader has to keep. */
export function neededFields(mapping: Mapping): Set<string> {
  const { ticket, moments = [], time, tieBreak } = mapping;
  const templates = [
    mapping.activity,
    mapping.person,
    mapping.team,
    mapping.line?.value,
    ...[mapping.details, mapping.opening, mapping.closing].flatMap((kept) => Object.values(kept)),
    ...[ticket.title, ticket.customer, ticket.segment, ticket.requester, ticket.product],
    ...[ticket.description, ticket.openedBy, ticket.priority?.value, ...ticket.intents],
    ...moments.map(({ activity }) => activity),
  ];
  const conditions = [mapping.keep, ...mapping.states.map(({ when }) => when), ...moments.map(({ when }) => when)];
  const named = [time.field, tieBreak, ticket.openedAt, ...moments.map(({ field }) => field)];
  return new Set(
    [
      ...named,
      ...templates.flatMap((text) => fieldsOf(text ?? '')),
      ...conditions.flatMap((condition) => Object.keys(condition ?? {})),
    ].filter((name) => name !== undefined),
  );
}
