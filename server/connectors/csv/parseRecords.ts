import { CsvError, parse } from 'csv-parse/sync';
import { Refusal } from '../../../shared/domain/refusals.ts';
import { countOf } from '../files/decodeText.ts';
import type { SourceProblem } from '../sourceCase.ts';
import { type RecordBlock, lastRecordEnd } from './recordBlocks.ts';

export interface CsvRecord {
  readonly kind: 'record';
  /** Where it begins, from 1. */
  readonly line: number;
  readonly values: readonly string[];
}

export interface Shape {
  readonly delimiter: string;
  /** How many values each record must have. */
  readonly columns: number;
}

/**
 * The records of a block. A line that cannot be read, or has the wrong number of values, is a problem of its own: what
 * follows is read as if it were not there, so one forgotten quote costs one row.
 */
export function parseRecords(block: RecordBlock, shape: Shape): (CsvRecord | SourceProblem)[] {
  const records = attempt(block, shape);
  return typeof records === 'string' ? lineByLine(block, shape) : records;
}

/** All records of a block, or why it cannot be read as it stands. */
function attempt({ text, line }: RecordBlock, { delimiter, columns }: Shape): CsvRecord[] | string {
  if (!text.includes('"')) return plainLines({ text, line }, { delimiter, columns });
  const options = { delimiter, info: true, relax_column_count: true, skip_empty_lines: true, bom: false } as const;
  let parsed: { record: string[]; info: { lines: number } }[];
  try {
    parsed = parse(text, options) as unknown as typeof parsed;
  } catch (reason) {
    if (!(reason instanceof CsvError)) throw reason;
    return reasons[reason.code] ?? reason.message;
  }
  const records: CsvRecord[] = [];
  for (const { record, info } of parsed) {
    if (record.length !== columns) return wrongCount(record.length, columns);
    const inside = record.reduce((sum, value) => sum + countOf(value, '\n'), 0);
    records.push({ kind: 'record', line: line + info.lines - 1 - inside, values: record });
  }
  return records;
}

/** Without a quote, lines and delimiters are what they seem, and no parser is needed to find them. */
function plainLines({ text, line }: RecordBlock, { delimiter, columns }: Shape): CsvRecord[] | string {
  const records: CsvRecord[] = [];
  for (const [index, plain] of text.split('\n').entries()) {
    if (plain === '') continue;
    const values = plain.split(delimiter);
    if (values.length !== columns) return wrongCount(values.length, columns);
    records.push({ kind: 'record', line: line + index, values });
  }
  return records;
}

function wrongCount(count: number, columns: number): string {
  return `the row has ${String(count)} ${count === 1 ? 'value' : 'values'} instead of ${String(columns)}`;
}

const reasons: Record<string, string> = {
  CSV_INVALID_CLOSING_QUOTE: 'a quoted value goes on after its closing quote',
  INVALID_OPENING_QUOTE: 'there is a quote inside a value that does not begin with one',
  CSV_QUOTE_NOT_CLOSED: 'a quoted value is never closed',
};

/** Takes the shortest run of lines that makes a record; where none does, gives up the first line and goes on behind it. */
function lineByLine(block: RecordBlock, shape: Shape): (CsvRecord | SourceProblem)[] {
  const lines = block.text.split('\n');
  const found: (CsvRecord | SourceProblem)[] = [];
  for (let at = 0; at < lines.length;) {
    const end = recordEnd(lines, at);
    const line = block.line + at;
    const record = attempt({ text: lines.slice(at, end).join('\n'), line }, shape);
    if (typeof record === 'string') {
      found.push({ kind: 'problem', line, reason: record, ticket: false });
      at += 1;
    } else {
      found.push(...record);
      at = end;
    }
  }
  return found;
}

const mostLinesOfRecord = 1000;

function recordEnd(lines: readonly string[], from: number): number {
  let quoted = false;
  for (let at = from; at < Math.min(lines.length, from + mostLinesOfRecord); at += 1) {
    if (countOf(lines[at] ?? '', '"') % 2 === 1) quoted = !quoted;
    if (!quoted) return at + 1;
  }
  return from + 1;
}

/** The first record of a file: its column names. Throws Refusal `importRefused` when there are none. */
export function parseHeader(block: RecordBlock, delimiter: string): { names: readonly string[]; rest: RecordBlock } {
  const header = block.text.slice(0, headerEnd(block.text));
  const refuse = (reason: string) => new Refusal('importRefused', { reason, line: block.line });
  if (header.trimStart().startsWith('<')) throw refuse('this is XML or HTML, not CSV');
  const [record] = parsedHeader(header, delimiter) ?? [];
  if (!record) throw refuse('the first line is no row of column names');
  const rest = { text: block.text.slice(header.length), line: block.line + countOf(header, '\n') };
  return { names: record.map((name) => name.trim()), rest };
}

function parsedHeader(header: string, delimiter: string): string[][] | undefined {
  try {
    return parse(header, { delimiter, relax_column_count: true, skip_empty_lines: true });
  } catch (reason) {
    if (reason instanceof CsvError) return undefined;
    throw reason;
  }
}

function headerEnd(text: string): number {
  for (let newline = text.indexOf('\n'); newline !== -1; newline = text.indexOf('\n', newline + 1)) {
    const end = lastRecordEnd(text.slice(0, newline + 1));
    if (end > 0) return end;
  }
  return text.length;
}
