import type { SourceCase, SourceEvent } from '../sourceCase.ts';
import type { Condition } from './mapping.ts';

/** What a template or condition is asked about: an event, and the case it belongs to. */
export interface Scope {
  readonly source: SourceCase;
  readonly event: SourceEvent;
}

const casePrefix = 'case:';

/** A field of the event; `case:…` is one of the case, unless the event has a field of that very name. */
export function valueOf({ source, event }: Scope, field: string): string | undefined {
  const own = event.fields[field];
  if (own !== undefined || !field.startsWith(casePrefix)) return own;
  return source.fields[field.slice(casePrefix.length)];
}

/** Text from fields; undefined when it names fields and none of them has a value. */
export type Template = (scope: Scope) => string | undefined;

const braces = /\{([^{}]+)\}/;

export function compileTemplate(text: string): Template {
  // Odd places are names of fields, even ones the words between them.
  const pieces = text.split(braces);
  if (pieces.length === 1) return () => text;
  return (scope) => {
    const values = pieces.map((piece, index) => {
      if (index % 2 === 0) return undefined;
      return piece === 'id' ? scope.source.id : valueOf(scope, piece);
    });
    if (values.every((value) => value === undefined)) return undefined;
    return pieces
      .map((piece, index) => (index % 2 === 0 ? piece : (values[index] ?? '')))
      .join('')
      .trim();
  };
}

export function compileOptional(text: string | undefined): Template {
  return text === undefined ? () => undefined : compileTemplate(text);
}

export type Test = (scope: Scope) => boolean;

export function compileCondition(condition: Condition): Test {
  const tests = Object.entries(condition).map(([field, wanted]): Test => {
    if (typeof wanted === 'string') return (scope) => valueOf(scope, field) === wanted;
    if (Array.isArray(wanted)) return (scope) => wanted.includes(valueOf(scope, field) ?? '');
    const expression = new RegExp(wanted.matches, 'u');
    return (scope) => expression.test(valueOf(scope, field) ?? '');
  });
  return (scope) => tests.every((test) => test(scope));
}

/** The fields that a template names. */
export function fieldsOf(text: string): string[] {
  return text.split(braces).filter((piece, index) => index % 2 === 1 && piece !== 'id');
}
