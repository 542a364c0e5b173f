import type { Requirement } from '../../shared/domain/brief.ts';
import type { CharterChange, CharterField, CharterPlace, CharterValue } from '../../shared/domain/charterDiff.ts';
import { requirementWords } from './requirementWords.ts';

const fieldNames: Readonly<Record<CharterField, string>> = {
  name: 'Name',
  scope: 'Scope',
  intents: 'Intents',
  minutes: 'First response',
  words: 'Obligation',
  systems: 'System access',
  triggers: 'Escalation triggers',
  required: 'Required evidence',
  allowed: 'Allowed',
  rule: 'In words',
  nudgeAfter: 'Reminder after',
  nextAfter: 'Next one after',
};

const ruleNames = {
  jump: 'Skipping lines',
  parallelOwn: 'Working in parallel',
  unanswered: 'Unanswered tags',
} as const;

/** `L3`, `10DLC`, `Skipping lines`. */
export function placeName(place: CharterPlace): string {
  switch (place.kind) {
    case 'line':
      return place.line;
    case 'domain':
      return place.domain;
    case 'rule':
      return ruleNames[place.rule];
  }
}

/** One change, for people: what it is about, what came, what went, or what it was and is. */
export interface ChangeWords {
  readonly what: string;
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Where nothing came or went, such as `in another order`. */
  readonly note?: string;
}

export function changeWords(change: CharterChange): ChangeWords {
  if (change.kind === 'added') return { what: 'Domain added', added: [], removed: [] };
  if (change.kind === 'removed') return { what: 'Domain removed', added: [], removed: [] };
  const what = fieldNames[change.field];
  if (change.kind === 'list') {
    const named = (terms: readonly string[]) => terms.map((term) => termName(change.field, term));
    const isReordered = change.added.length + change.removed.length === 0;
    return {
      ...{ what, added: named(change.added), removed: named(change.removed) },
      ...(isReordered && { note: 'in another order' }),
    };
  }
  return { what, added: [valueName(change.field, change.to)], removed: [valueName(change.field, change.from)] };
}

/** `15 min`, `4 h`, `2 h 30 min`. */
export function minutesInWords(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours === 0) return `${minutes} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}

function termName(field: CharterField, term: string): string {
  return field === 'required' ? requirementWords[term as Requirement].label : term;
}

function valueName(field: CharterField, value: CharterValue): string {
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (typeof value === 'number') return minutesInWords(value);
  if (value === null) return field === 'minutes' ? 'No limit' : 'Nothing';
  return value === '' ? 'Nothing' : value;
}
