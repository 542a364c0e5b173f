/** What a source says of one thing, by the source's own field names. A missing value is absent, never empty. */
export type Fields = Readonly<Record<string, string>>;

/** One ticket as its source tells it: a trace of an XES log, or the rows of a CSV file that share an id. */
export interface SourceCase {
  readonly kind: 'case';
  readonly id: string;
  /** Where in the file it begins, from 1. */
  readonly line: number;
  readonly fields: Fields;
  readonly events: readonly SourceEvent[];
}

export interface SourceEvent {
  readonly line: number;
  readonly fields: Fields;
}

/** A row or a whole case (`ticket`) that could not be read. */
export interface SourceProblem {
  readonly kind: 'problem';
  readonly line: number;
  readonly reason: string;
  readonly ticket: boolean;
}

export type SourceItem = SourceCase | SourceProblem;

/** A case that grows beyond this is a wrong id field, not a ticket. */
export const mostEventsOfCase = 20_000;

/** Without a prototype, so that a field called `constructor` is just a field. */
export function emptyFields(): Record<string, string> {
  return Object.create(null) as Record<string, string>;
}

/** A piece of a text keeps all of that text in memory; what is held on to for long needs characters of its own. */
export function ownCopy(text: string): string {
  return Buffer.from(text).toString();
}
