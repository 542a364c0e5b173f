import { Refusal } from '../../../shared/domain/refusals.ts';
import { decodeText } from '../files/decodeText.ts';
import { type Fields, type SourceItem, type SourceProblem, emptyFields } from '../sourceCase.ts';
import { adjacentCases, gatheredCases } from './groupRows.ts';
import { type CsvRecord, parseHeader, parseRecords } from './parseRecords.ts';
import { recordBlocks } from './recordBlocks.ts';

export interface CsvPlan {
  /** The column that names the ticket. */
  readonly id: string;
  /** The columns worth keeping, which must all be there; undefined: whatever there is. */
  readonly fields?: ReadonlySet<string>;
  /** One character; undefined: whichever the header is written with. */
  readonly delimiter?: string | undefined;
  readonly encoding?: string | undefined;
  /** What the source writes where it has no value, besides nothing at all. */
  readonly missing?: readonly string[];
  /** `adjacent`: a ticket's rows follow each other; `scattered`: they may lie apart; `alone`: every row is a ticket. */
  readonly rows: 'adjacent' | 'scattered' | 'alone';
}

/** A row with the id of its ticket. */
export interface CsvRow {
  readonly kind: 'row';
  readonly id: string;
  readonly line: number;
  readonly fields: Fields;
}

/** The rows of a stretch of the file: one at a time would cost more than reading them. */
export type CsvRows = readonly (CsvRow | SourceProblem)[];

/** Reads a CSV file with a header row. Throws Refusal `importRefused` when it has not the columns it needs. */
export function readCsv(chunks: AsyncIterable<Uint8Array>, plan: CsvPlan): AsyncGenerator<SourceItem> {
  const rows = readRows(chunks, plan);
  if (plan.rows === 'scattered') return gatheredCases(rows);
  return adjacentCases(rows, { alone: plan.rows === 'alone' });
}

async function* readRows(chunks: AsyncIterable<Uint8Array>, plan: CsvPlan): AsyncGenerator<CsvRows> {
  let table: Table | undefined;
  for await (const block of recordBlocks(decodeText(chunks, () => plan.encoding ?? 'utf-8'))) {
    let rest = block;
    if (!table) {
      const delimiter = plan.delimiter ?? likelyDelimiter(block.text);
      const header = parseHeader(block, delimiter);
      table = tableOf(header.names, delimiter, plan);
      rest = header.rest;
    }
    const { shape, columns } = table;
    yield parseRecords(rest, shape).map((record) =>
      record.kind === 'problem' ? record : rowOf(record, columns, plan),
    );
  }
}

interface Table {
  readonly shape: { readonly delimiter: string; readonly columns: number };
  readonly columns: readonly (readonly [name: string, at: number])[];
}

function tableOf(names: readonly string[], delimiter: string, plan: CsvPlan): Table {
  const wanted = plan.fields ? new Set([plan.id, ...plan.fields]) : new Set(names);
  const missing = [...wanted].filter((name) => !names.includes(name));
  if (missing.length > 0) {
    const reason = `the header row has no column ${missing.map((name) => `"${name}"`).join(', ')}`;
    throw new Refusal('importRefused', { reason, line: 1, columns: names });
  }
  const twice = [...wanted].find((name) => names.indexOf(name) !== names.lastIndexOf(name));
  if (twice !== undefined && plan.fields) {
    throw new Refusal('importRefused', { reason: `the header row has the column "${twice}" twice`, line: 1 });
  }
  const columns = [...wanted].map((name) => [name, names.indexOf(name)] as const);
  return { shape: { delimiter, columns: names.length }, columns };
}

function rowOf({ line, values }: CsvRecord, columns: Table['columns'], plan: CsvPlan): CsvRow | SourceProblem {
  const fields = emptyFields();
  for (const [name, at] of columns) {
    const value = values[at]?.trim() ?? '';
    if (value !== '' && !plan.missing?.includes(value)) fields[name] = value;
  }
  const id = fields[plan.id];
  if (id === undefined) return { kind: 'problem', line, reason: `the row has no ${plan.id}`, ticket: false };
  return { kind: 'row', id, line, fields };
}

const delimiters = [',', ';', '\t', '|'];

/** The one that parts the first line most often. */
export function likelyDelimiter(text: string): string {
  const header = text.slice(0, (text.indexOf('\n') + 1 || text.length + 1) - 1).replace(/"[^"]*"/g, '');
  const counted = delimiters.map((delimiter) => ({ delimiter, count: header.split(delimiter).length }));
  return counted.reduce((most, next) => (next.count > most.count ? next : most)).delimiter;
}
